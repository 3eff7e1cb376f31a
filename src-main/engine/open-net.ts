import type { BuiltNet } from '../../src-shared/nets/net-spec.ts';
import type { Recipe } from '../../src-shared/recipe.ts';
import { eagerSession } from './eager/eager-session.ts';
import { compiledSession } from './graph/compiled-session.ts';
import type { Constants } from './graph/layer-graph.ts';
import type { NetSession, SessionSettings } from './net-session.ts';
import { loadTensorFlow } from './tensorflow/load-tensorflow.ts';

/**
 * A network ready to be given weights, run in the way that the recipe names. `constants` are weights that a compiled forward pass holds from the beginning, for
 * sessions that train nothing: `compiled-session.ts`. Errors: `engine-missing`, `unsupported`.
 */
export function openNet(
  net: BuiltNet,
  settings: SessionSettings,
  mode: Recipe['mode'],
  constants?: Constants,
): NetSession {
  const tensorFlow = loadTensorFlow();
  return mode === 'compiled'
    ? compiledSession(tensorFlow.binding, net, settings, constants)
    : eagerSession(tensorFlow.tf, net, settings);
}
