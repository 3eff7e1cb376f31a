import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, messageOf } from '../../../src-shared/errors.ts';
import type { TensorFlowBinding, TensorInput, TensorOutput } from '../tensorflow/binding.ts';
import { tensorFlowMessage } from '../tensorflow/messages.ts';
import type { GraphNode } from './graph-builder.ts';
import { layerOfError } from './layer-of-error.ts';

/** A value for a placeholder. The array is lent to TensorFlow until the run is over: do not change it before. */
export interface Feed {
  dtype: 'float32' | 'int32' | 'uint8';
  shape: readonly number[];
  data: TensorInput;
}

/** A compiled graph with its variables. Each session has variables of its own; `close` frees them. */
export interface Session {
  /** Runs what `fetches` need and gives their values back in order, as copies. Blocks the thread. */
  run(feeds: Readonly<Record<string, Feed>>, fetches: readonly string[]): TensorOutput[];
  close(): void;
}

/**
 * Hands a graph to TensorFlow. tfjs-node's one door to a session is a SavedModel folder, so the graph goes through a
 * temporary one that holds nothing else. Throws `internal` with TensorFlow's words where it does not accept the graph, and so does a run that fails;
 * where the words name a node of one of `layers`, the layer is named in front.
 */
export function openSession(
  binding: TensorFlowBinding,
  nodes: readonly GraphNode[],
  layers: readonly string[] = [],
): Session {
  const folder = mkdtempSync(join(tmpdir(), 'alexnet-graph-'));
  try {
    writeFileSync(join(folder, 'saved_model.pb'), encodeSavedModel(nodes));
    const id = binding.loadSavedModel(folder, 'serve');
    return {
      run: (feeds, fetches) => {
        try {
          return runOnce(binding, id, feeds, fetches);
        } catch (error) {
          throw runError(error, layers);
        }
      },
      close: () => binding.deleteSavedModel(id),
    };
  } catch (error) {
    throw graphError("TensorFlow did not accept the network's graph", error, layers);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runOnce(
  binding: TensorFlowBinding,
  id: number,
  feeds: Readonly<Record<string, Feed>>,
  fetches: readonly string[],
): TensorOutput[] {
  const types = { float32: binding.TF_FLOAT, int32: binding.TF_INT32, uint8: binding.TF_UINT8 };
  const names = Object.keys(feeds);
  const inputs = Object.values(feeds).map((feed) =>
    binding.createTensor(feed.shape, types[feed.dtype], feed.data),
  );
  try {
    const outputs = binding.runSavedModel(
      id,
      inputs,
      names.map(firstOutput).join(','),
      fetches.map(firstOutput).join(','),
    );
    return outputs.map((output) => {
      const data = binding.tensorDataSync(output.id);
      binding.deleteTensor(output.id);
      return data;
    });
  } finally {
    for (const input of inputs) binding.deleteTensor(input);
  }
}

function firstOutput(ref: string): string {
  return ref.includes(':') ? ref : `${ref}:0`;
}

function runError(error: unknown, layers: readonly string[]): AppError {
  // With and without a blank, as its kernels have it: oneDNN's status 1 is dnnl_out_of_memory; 5, dnnl_runtime_error, is what a kernel made for this processor ends with when its scratch memory is refused.
  return /OOM|out of memory|ResourceExhausted|failed to allocate|exception:Status: ?[15],/i.test(
    messageOf(error),
  )
    ? new AppError('out-of-memory', 'There is not enough memory for this batch: choose a smaller one.', {
        cause: error,
      })
    : graphError('TensorFlow stopped with an error', error, layers);
}

function graphError(what: string, error: unknown, layers: readonly string[]): AppError {
  const message = messageOf(error);
  const layer = layerOfError(message, layers);
  const where = layer === undefined ? '' : ` in layer ${layer}`;
  return new AppError('internal', `${what}${where}: ${message}`, { cause: error });
}

function encodeSavedModel(nodes: readonly GraphNode[]): Uint8Array {
  const type = tensorFlowMessage('SavedModel');
  return type
    .encode(
      type.create({
        savedModelSchemaVersion: 1,
        metaGraphs: [
          {
            metaInfoDef: { tags: ['serve'] },
            // The producer decides which checks of old graphs apply; any recent version of TensorFlow 2 will do.
            graphDef: { node: nodes, versions: { producer: 1395, minConsumer: 12 } },
          },
        ],
      }),
    )
    .finish();
}
