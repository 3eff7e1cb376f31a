import type { BuiltNet } from '../../src-shared/nets/net-spec.ts';
import type { Recipe } from '../../src-shared/recipe.ts';
import { eagerSession } from './eager/eager-session.ts';
import { compiledSession } from './graph/compiled-session.ts';
import type { NetSession, SessionSettings } from './net-session.ts';
import { loadTensorFlow } from './tensorflow/load-tensorflow.ts';

/** A network ready to be given weights, run in the way that the recipe names. Errors: `engine-missing`, `unsupported`. */
export function openNet(net: BuiltNet, settings: SessionSettings, mode: Recipe['mode']): NetSession {
  const tensorFlow = loadTensorFlow();
  return mode === 'compiled'
    ? compiledSession(tensorFlow.binding, net, settings)
    : eagerSession(tensorFlow.tf, net, settings);
}
