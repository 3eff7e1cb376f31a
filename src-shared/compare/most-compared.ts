/** The most runs that are compared at once: an address names them all, and more cannot be told apart. */
export const MOST_COMPARED = 200;

/** What people are told who chose more. */
export function tooManyCompared(chosen: number): string {
  return `Up to ${MOST_COMPARED} runs are compared at once, and ${chosen.toLocaleString('en-US')} are chosen`;
}
