import { amount, choice, number, type RecipeField } from './recipe-field.ts';

/** From gradients to new weights; only those that the chosen optimizer has are shown. */
export const OPTIMIZER_FIELDS: readonly RecipeField[] = [
  {
    path: 'optimizer.kind',
    title: 'Optimizer',
    about:
      'Descent with momentum is the usual choice for convolutions; another kind brings its own learning rate.',
    group: 'optimizer',
    input: choice({ sgd: 'Gradient descent', rmsprop: 'RMSprop', adam: 'Adam', adamw: 'AdamW' }),
  },
  {
    path: 'optimizer.rho',
    title: 'Rho',
    about: 'Share of the mean square gradient that is kept from step to step.',
    group: 'optimizer',
    input: number(0, 0.99999, 0.01),
  },
  {
    path: 'optimizer.momentum',
    title: 'Momentum',
    about: 'How much of the last step is kept in the next.',
    group: 'optimizer',
    input: amount(0.999, 0.05),
  },
  {
    path: 'optimizer.nesterov',
    title: 'Nesterov momentum',
    about: 'Momentum that looks one step ahead.',
    group: 'optimizer',
    input: { kind: 'switch' },
  },
  {
    path: 'optimizer.beta1',
    title: 'Beta 1',
    about: 'Share of the mean gradient that is kept from step to step.',
    group: 'optimizer',
    input: number(0, 0.99999, 0.01),
  },
  {
    path: 'optimizer.beta2',
    title: 'Beta 2',
    about: 'Share of the mean square gradient that is kept from step to step.',
    group: 'optimizer',
    input: number(0, 0.99999, 0.001),
  },
  {
    path: 'optimizer.epsilon',
    title: 'Epsilon',
    about: 'Keeps steps small where gradients have been almost zero.',
    group: 'optimizer',
    input: number(0, 1, 1e-7),
  },
  {
    path: 'weightDecay',
    title: 'Weight decay',
    about: 'Pulls weights towards zero; the paper takes 0.0005, AdamW wants about 0.05.',
    group: 'optimizer',
    input: amount(1, 0.0001),
  },
  {
    path: 'clipNorm',
    title: 'Gradient clipping',
    about:
      'A gradient with a larger norm is scaled down to this, so that one odd batch breaks nothing; 0 lets all pass.',
    group: 'optimizer',
    input: amount(1e6, 1),
  },
  {
    path: 'averaging',
    title: 'Weight averaging',
    about:
      'Evaluates and keeps a moving average of the weights, of which each update leaves this share, such as 0.999; 0 keeps none.',
    group: 'optimizer',
    input: amount(0.99999, 0.001),
  },
];
