import type { Command } from 'commander';

export function addExport(program: Command): void {
  program;
}
