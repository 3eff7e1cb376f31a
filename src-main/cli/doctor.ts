import type { Command } from 'commander';
import { type CommonOptions, command, outputFor, withDevice, workspaceFolder } from './command.ts';

export function addDoctor(program: Command): void {
  withDevice(
    command(program, 'doctor', 'report what is installed and which device TensorFlow sees', 'workspace'),
  ).action(async (options: CommonOptions) => {
    const { examine } = await import('../services/doctor.ts');
    const report = await examine(workspaceFolder(options));
    const { tensorflow, device, devices, precision } = report.engine;
    outputFor(options).result(
      report,
      [
        `Node        ${report.node}`,
        `TensorFlow  ${tensorflow}, on the ${device === 'cuda' ? 'GPU' : 'CPU'}: ${devices.join(', ')}`,
        `Precision   ${precision}, where a recipe says auto`,
        `SQLite      ${report.sqlite}`,
        `Workspace   ${report.workspace}`,
      ].join('\n'),
    );
  });
}
