import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { AppError } from '../../src-shared/errors.ts';
import { byteBar } from './byte-bar.ts';
import { type CommonOptions, command, outputFor, withWorkspace } from './command.ts';
import { fileError } from './file-error.ts';
import { onSignals } from './signals.ts';

interface BundleOptions extends CommonOptions {
  out: string;
  pictures?: boolean;
}

export function addBundle(program: Command): void {
  command(
    program,
    'bundle <runs...>',
    'put runs with all that they are into one file for another machine',
    'workspace',
  )
    .requiredOption('--out <file>', 'file to write, such as pets.alexnet')
    .option('--pictures', "with the data sets' pictures, so that the runs can be evaluated there")
    .action(async (names: string[], options: BundleOptions) => {
      await withWorkspace(options, { mode: 'read' }, async ({ store, bundles }) => {
        const runIds = names.map((name) => store.runs.find(name).id);
        const { stream, bytes } = await bundles.write({ runIds, pictures: options.pictures === true });
        const file = resolve(options.out);
        const stop = new AbortController();
        const undo = onSignals(
          () => stop.abort(),
          () => {},
        );
        const bar = byteBar('bundling');
        const counting = new Transform({
          transform(chunk: Buffer, _, done) {
            bar.add(chunk.length, bytes);
            done(null, chunk);
          },
        });
        try {
          await pipeline(stream, counting, createWriteStream(`${file}.tmp`, { flush: true }), {
            signal: stop.signal,
          });
          await rename(`${file}.tmp`, file);
        } catch (error) {
          await rm(`${file}.tmp`, { force: true });
          throw writeError(error, file, stop.signal);
        } finally {
          bar.stop();
          undo();
        }
        outputFor(options).result(
          { file, bytes, runs: runIds },
          `${file}, ${(bytes / 1e6).toFixed(1)} MB, ${runIds.length === 1 ? '1 run' : `${runIds.length} runs`}`,
        );
      });
    });
}

function writeError(error: unknown, file: string, stop: AbortSignal): unknown {
  if (stop.aborted) return new AppError('cancelled', 'The bundle was not written: it was stopped.');
  return fileError(error, file);
}
