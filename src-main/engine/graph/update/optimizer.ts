import type { Optimizer } from '../../../../src-shared/recipe/optimizer.ts';
import { firstMomentOf, momentumOf, secondMomentOf } from '../../session-variables.ts';
import { attr, type GraphBuilder, type Ref } from '../graph-builder.ts';
import type { Gradient } from '../layer-graph.ts';
import { nodes } from '../variables-graph.ts';

const T = attr.type('float32');

/** Applies the gradient of one variable in place; `after`: what must be done before. */
export type ApplyGradient = (gradient: Omit<Gradient, 'readers'>, after: readonly Ref[]) => Ref;

/**
 * The optimizer as one fused node a variable: each further pass over AlexNet's weights reads a quarter of a gigabyte. `updates` is the number of this
 * update, counted from 1, for those that correct their beginning by it.
 */
export function emitOptimizer(
  graph: GraphBuilder,
  optimizer: Optimizer,
  learningRate: Ref,
  updates: Ref | undefined,
): ApplyGradient {
  const constant = (name: string, value: number): Ref => graph.floats(`update/${name}`, [value]);
  const apply = (
    op: string,
    attrs: Record<string, boolean>,
    inputs: (variable: string, gradient: Ref) => Ref[],
  ) =>
    (({ variable, value }, after) =>
      graph.add(
        op,
        `update/${variable}`,
        [nodes.handle(variable), ...inputs(variable, value)],
        { T, ...Object.fromEntries(Object.entries(attrs).map(([name, on]) => [name, attr.bool(on)])) },
        after,
      )) satisfies ApplyGradient;

  switch (optimizer.kind) {
    case 'sgd': {
      if (optimizer.momentum === 0) {
        return apply('ResourceApplyGradientDescent', { use_locking: false }, (_, gradient) => [
          learningRate,
          gradient,
        ]);
      }
      // v ← momentum · v − rate · gradient, w ← w + v (paper, section 5); Nesterov: w ← w + momentum · v − rate · gradient.
      const momentum = constant('momentum', optimizer.momentum);
      return apply(
        'ResourceApplyKerasMomentum',
        { use_locking: false, use_nesterov: optimizer.nesterov },
        (variable, gradient) => [nodes.handle(momentumOf(variable)), learningRate, gradient, momentum],
      );
    }
    case 'rmsprop': {
      const [rho, momentum] = [constant('rho', optimizer.rho), constant('momentum', optimizer.momentum)];
      const epsilon = constant('epsilon', optimizer.epsilon);
      return apply('ResourceApplyRMSProp', { use_locking: false }, (variable, gradient) => [
        nodes.handle(secondMomentOf(variable)),
        nodes.handle(momentumOf(variable)),
        learningRate,
        rho,
        momentum,
        epsilon,
        gradient,
      ]);
    }
    case 'adam':
    case 'adamw': {
      if (!updates) throw new Error('Adam needs the number of updates');
      const [beta1, beta2] = [constant('beta1', optimizer.beta1), constant('beta2', optimizer.beta2)];
      const epsilon = constant('epsilon', optimizer.epsilon);
      const powers = [
        graph.add('Pow', 'update/beta1_power', [beta1, updates], { T }),
        graph.add('Pow', 'update/beta2_power', [beta2, updates], { T }),
      ];
      return apply('ResourceApplyAdam', { use_locking: false, use_nesterov: false }, (variable, gradient) => [
        nodes.handle(firstMomentOf(variable)),
        nodes.handle(secondMomentOf(variable)),
        ...powers,
        learningRate,
        beta1,
        beta2,
        epsilon,
        gradient,
      ]);
    }
  }
}
