/** File name of the checkpoint taken after `step` steps, inside `runs/<run>/checkpoints/`; names sort as steps do. */
export function checkpointFileName(step: number): string {
  return `step-${String(step).padStart(8, '0')}.safetensors`;
}
