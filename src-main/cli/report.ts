import { writeFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import type { Command } from 'commander';
import { type CommonOptions, command, outputFor, withWorkspace } from './command.ts';
import { fileError } from './file-error.ts';
import { UsageError } from './usage-error.ts';

interface ReportOptions extends CommonOptions {
  out: string;
}

export function addReport(program: Command): void {
  command(
    program,
    'report <runs...>',
    'write a report of a run, or of several beside each other, as one HTML file or a PDF',
    'workspace',
  )
    .requiredOption('--out <file>', 'file to write: its name ends with .html or .pdf')
    .action(async (names: string[], options: ReportOptions) => {
      const format = extname(options.out).toLowerCase();
      if (format !== '.html' && format !== '.pdf') {
        throw new UsageError(`--out ${options.out}: a report's file name ends with .html or .pdf.`);
      }
      await withWorkspace(options, { mode: 'read' }, async ({ folder, store, files }) => {
        const { recordsFile } = await import('../services/train-run.ts');
        const { reportFile } = await import('../services/report/reports.ts');
        const runIds = names.map((name) => store.runs.find(name).id);
        const parts = { recordsFile: recordsFile(folder), store, files };
        const { bytes } = await reportFile(runIds, format === '.html' ? 'html' : 'pdf', parts);
        const file = resolve(options.out);
        await writeFile(file, bytes).catch((error) => {
          throw fileError(error, file);
        });
        outputFor(options).result(
          { file, bytes: bytes.length },
          `${file}, ${(bytes.length / 1e3).toFixed(0)} kB`,
        );
      });
    });
}
