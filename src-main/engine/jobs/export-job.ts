import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../../src-shared/errors.ts';
import type { ExportProof } from '../../../src-shared/export-formats.ts';
import { type BuiltNet, elementsOf } from '../../../src-shared/nets/net-spec.ts';
import { netSpec } from '../../../src-shared/nets/nets.ts';
import { netVariables } from '../../../src-shared/nets/variables.ts';
import { openSafetensors, type SafetensorsFile } from '../checkpoint/safetensors.ts';
import { storedWeights } from '../checkpoint/tensor-names.ts';
import { isDiskFull } from '../checkpoint/write-file-atomically.ts';
import type { ExportFormat, ExportSource } from '../export/export-format.ts';
import { FORMATS } from '../export/formats.ts';
import { proofRecords, prove } from '../export/prove.ts';
import { publish } from '../export/publish.ts';
import type { Job } from '../protocol.ts';
import { INPUT_DEVIATION, INPUT_MEAN } from '../session-variables.ts';
import { openTrained } from './open-model.ts';
import type { JobChannel } from './run-job.ts';

type ExportJob = Extract<Job, { kind: 'export' }>;

/**
 * Writes a network under a temporary name, loads it again and compares; only what passes gets its name. Errors: `not-proven` with the difference,
 * `cancelled`, `damaged`, `not-found`, `no-space`; nothing is left behind then.
 */
export async function exportJob(job: ExportJob, channel: JobChannel): Promise<void> {
  // All of it in one folder: a format needs files beside the one that it writes, and what a killed export leaves is swept with it.
  const folder = `${job.out}.tmp`;
  const temporary = join(folder, basename(job.out));
  const net = netSpec(job.model.net, job.model.classes.length);
  const checkpoint = await openSafetensors(job.model.checkpoint);
  try {
    const format = await FORMATS[job.format]();
    const source = await exportSource(job, net, checkpoint, channel);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder);
    await format.write(source, temporary);
    const proof = await proofOf(job, format, source, temporary, channel);
    channel.tell({ type: 'exported', bytes: await publish(temporary, job.out), proof });
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    throw new AppError(
      'no-space',
      `The disk is full: there is no room for ${job.out}. Make room and try again.`,
      {
        cause: error,
      },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
    await checkpoint.close();
  }
}

/** What a format sees of the checkpoint. Each variable that it reads is progress. */
async function exportSource(
  { model, options }: ExportJob,
  net: BuiltNet,
  checkpoint: SafetensorsFile,
  channel: JobChannel,
): Promise<ExportSource> {
  const variables = netVariables(net);
  const bytes = new Map(variables.map(({ name, shape }) => [name, 4 * elementsOf(shape)]));
  const total = [...bytes.values()].reduce((sum, size) => sum + size, 0);
  let done = 0;
  return {
    net,
    labels: model.classes,
    options,
    input: { mean: await checkpoint.read(INPUT_MEAN), deviation: await checkpoint.read(INPUT_DEVIATION) },
    async read(variable) {
      const values = await checkpoint.read(storedWeights(checkpoint.tensors, variable));
      done += bytes.get(variable) ?? 0;
      await report(channel, 'writing', done, total);
      return values;
    },
  };
}

async function proofOf(
  { model, proof }: ExportJob,
  format: ExportFormat,
  source: ExportSource,
  file: string,
  channel: JobChannel,
): Promise<ExportProof | null> {
  if (proof === null) return null;
  const records = await proofRecords(proof);
  const session = await openTrained(source.net, model.checkpoint, 'float32');
  return await prove(records, session, format, source, file, (done, total) =>
    report(channel, 'proving', done, total),
  );
}

/** Tells how far it is, and hears whether somebody wants it stopped. */
async function report(
  { tell, stopRequested }: JobChannel,
  phase: 'writing' | 'proving',
  done: number,
  total: number,
): Promise<void> {
  tell({ type: 'exporting', phase, done, total });
  await setImmediate();
  if (stopRequested()) throw new AppError('cancelled', 'The export was stopped.');
}
