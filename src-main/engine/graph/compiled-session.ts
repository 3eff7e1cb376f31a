import type { BuiltNet } from '../../../src-shared/nets/net-spec.ts';
import { netVariables } from '../../../src-shared/nets/variables.ts';
import type { NetSession, SessionSettings } from '../net-session.ts';
import { sessionVariables } from '../session-variables.ts';
import type { TensorFlowBinding, TensorOutput } from '../tensorflow/binding.ts';
import { drawFeeds } from './augment/draw-feeds.ts';
import { entry } from './entry.ts';
import type { Constants } from './layer-graph.ts';
import { buildNetGraph } from './net-graph.ts';
import { pictureFeeds } from './picture-feeds.ts';
import { type Feed, openSession } from './session.ts';
import { nodes } from './variables-graph.ts';
import { writableSession } from './writable-session.ts';

/**
 * Compiles a network into one TensorFlow graph. `constants` are what its forward pass has in place of variables, whatever is written into those. Throws `internal`
 * with TensorFlow's words where it does not accept a layer.
 */
export function compiledSession(
  binding: TensorFlowBinding,
  net: BuiltNet,
  settings: SessionSettings,
  constants?: Constants,
): NetSession {
  const device = binding.isUsingGpuDevice() ? 'cuda' : 'cpu';
  const layers = net.layers.map(({ name }) => name);
  const graph = buildNetGraph(net, settings, device, constants);
  const session = writableSession(openSession(binding, graph, layers));
  const shapes = new Map<string, readonly number[]>();
  const variables = sessionVariables(netVariables(net), settings);
  for (const { name, shape } of variables) shapes.set(name, shape);

  return {
    variables,
    trainStep: (batch, learningRate, step, watched = []) => {
      const feeds = {
        ...pictureFeeds(batch, net.input),
        ...drawFeeds(batch.draws, batch.count, settings.augmentation),
        [entry.labels]: { dtype: 'int32', shape: [batch.count], data: batch.labels } as const,
        [entry.learningRate]: scalar(learningRate),
        [entry.seed]: seedOf(settings.seed, step),
      };
      const isUpdate = step % settings.accumulation === 0;
      const [loss, top1, ...gradients] = session.run(feeds, [
        isUpdate ? entry.loss : entry.addedLoss,
        entry.top1,
        ...watched.map(entry.gradient),
      ]);
      return { loss: numberOf(loss), top1: numberOf(top1), gradients: gradients.map(floatsOf) };
    },
    logits: (pictures) => floatsOf(session.run(pictureFeeds(pictures, net.input), [entry.logits])[0]),
    activations: (names, pictures) =>
      session.run(pictureFeeds(pictures, net.input), names.map(entry.activation)).map(floatsOf),
    spread: (layer, pictures) =>
      numberOf(session.run(pictureFeeds(pictures, net.input), [entry.spread(layer)])[0]),
    read: (variable) => floatsOf(session.run({}, [nodes.read(variable)])[0]),
    readAll: (names) => session.run({}, names.map(nodes.read)).map(floatsOf),
    readSome: (names) => session.run({}, names.map(nodes.readSome)).map(floatsOf),
    write: (variable, data) => {
      const shape = shapes.get(variable);
      if (!shape) throw new Error(`The network has no variable ${variable}`);
      session.set(variable, nodes.write(variable), {
        [nodes.written(variable)]: { dtype: 'float32', shape, data },
      });
    },
    fill: (variable, value) => {
      session.set(variable, nodes.fill(variable), { [nodes.filling(variable)]: scalar(value) });
    },
    draw: (variable, deviation, salt) => {
      session.set(variable, nodes.draw(variable), {
        [nodes.drawSeed(variable)]: seedOf(settings.seed, salt),
        [nodes.drawDeviation(variable)]: scalar(deviation),
      });
    },
    rescale: (variable, factor) => {
      session.run({ [nodes.rescaleBy]: scalar(factor) }, [nodes.rescale(variable)]);
    },
    close: session.close,
  };
}

function scalar(value: number): Feed {
  return { dtype: 'float32', shape: [], data: new Float32Array([value]) };
}

function seedOf(seed: number, step: number): Feed {
  return { dtype: 'int32', shape: [2], data: new Int32Array([seed, step]) };
}

function floatsOf(output: TensorOutput | undefined): Float32Array {
  if (!(output instanceof Float32Array)) throw new Error('TensorFlow gave something else than float32');
  return output;
}

function numberOf(output: TensorOutput | undefined): number {
  return floatsOf(output)[0] ?? Number.NaN;
}
