import { z } from 'zod';

const share = z.number().min(0).max(0.99999);
const epsilon = z.number().positive().max(1);

/**
 * How a gradient becomes a step. `sgd`: gradient descent with momentum (paper, section 5), plain where that is 0, looking ahead where `nesterov`
 * (Sutskever et al. 2013). `rmsprop`: Tieleman and Hinton 2012. `adam`: Kingma and Ba 2015. `adamw`: Adam whose weight decay acts on the
 * weights and not on the gradient (Loshchilov and Hutter 2019).
 */
export const Optimizer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('sgd'),
    /** Share of the last step that is kept in the next. */
    momentum: z.number().min(0).max(0.999),
    nesterov: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('rmsprop'),
    /** Share of the mean square gradient that is kept. */
    rho: share,
    momentum: z.number().min(0).max(0.999),
    epsilon,
  }),
  z.strictObject({ kind: z.literal('adam'), beta1: share, beta2: share, epsilon }),
  z.strictObject({ kind: z.literal('adamw'), beta1: share, beta2: share, epsilon }),
]);
export type Optimizer = z.infer<typeof Optimizer>;
export type OptimizerKind = Optimizer['kind'];

/** What each kind begins with: the values of their papers, and TensorFlow's where a paper names none. */
export const OPTIMIZERS = {
  sgd: { kind: 'sgd', momentum: 0.9, nesterov: false },
  rmsprop: { kind: 'rmsprop', rho: 0.9, momentum: 0, epsilon: 1e-7 },
  adam: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  adamw: { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
} as const satisfies { [Kind in OptimizerKind]: Extract<Optimizer, { kind: Kind }> };
