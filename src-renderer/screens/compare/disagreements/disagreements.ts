import type { RunAnswers } from '../answers/run-answers.ts';

/** How two runs differ on a picture. */
export const KINDS = ['first', 'second', 'neither'] as const;
/** `first`: only the first is right, `second`: only the second, `neither`: both wrong, with different answers. */
export type DisagreementKind = (typeof KINDS)[number];

/** A picture that two runs answer differently. */
export interface Disagreement {
  readonly kind: DisagreementKind;
  /** Its places in the splits of both. */
  readonly first: number;
  readonly second: number;
  readonly label: string;
  /** What each says, with the probability that it gives that. */
  readonly said: readonly [Said, Said];
}

export interface Said {
  readonly label: string;
  readonly probability: number;
}

/** What a run says, and the names of its classes. */
export interface Answering {
  readonly classes: readonly string[];
  readonly answers: RunAnswers;
}

/** Every picture that both runs know under one label and answer differently, and how many they have in common. */
export interface Disagreements {
  readonly common: number;
  readonly pictures: readonly Disagreement[];
}

/** Compares two runs picture by picture: matched by slot and checksum, classes by their names. Those of which they were surest come first. */
export function disagreementsOf(one: Answering, other: Answering): Disagreements {
  const places = new Map(Array.from(other.answers.slots, (slot, place) => [slot, place]));
  const pictures: Disagreement[] = [];
  let common = 0;
  for (const [first, slot] of one.answers.slots.entries()) {
    const second = places.get(slot);
    if (second === undefined || one.answers.checksums[first] !== other.answers.checksums[second]) continue;
    const label = labelOf(one, first);
    if (label !== labelOf(other, second)) continue;
    common++;
    const said = [saidBy(one, first), saidBy(other, second)] as const;
    if (said[0].label === said[1].label) continue;
    pictures.push({ kind: kindOf(label, said), first, second, label, said });
  }
  const sureness = ({ said: [a, b] }: Disagreement): number => a.probability + b.probability;
  return { common, pictures: pictures.sort((a, b) => sureness(b) - sureness(a)) };
}

function labelOf({ classes, answers }: Answering, place: number): string {
  return classes[answers.labels[place] ?? -1] ?? '';
}

function saidBy({ classes, answers }: Answering, place: number): Said {
  return {
    label: classes[answers.predicted[place] ?? -1] ?? '',
    probability: answers.confidence[place] ?? 0,
  };
}

function kindOf(label: string, [first, second]: readonly [Said, Said]): DisagreementKind {
  if (first.label === label) return 'first';
  return second.label === label ? 'second' : 'neither';
}
