/** How one setting of a recipe is named, explained and edited. */
export interface RecipeField {
  /** As `settingsOf` names it: `optimizer.beta1`. */
  readonly path: string;
  readonly title: string;
  /** One sentence: what it does, or when to change it. */
  readonly about: string;
  readonly group: FieldGroup;
  readonly input: NumberField | ChoiceField | { readonly kind: 'switch' };
}

interface NumberField {
  readonly kind: 'number';
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly isWhole: boolean;
  /** Whether 0 means that it is left out. */
  readonly isOff: boolean;
}

interface ChoiceField {
  readonly kind: 'choice';
  readonly options: Readonly<Record<string, string>>;
}

export type FieldGroup = 'main' | 'steps' | 'optimizer' | 'augmentation' | 'weights' | 'engine';

/** The groups behind "Advanced settings", in their order. */
export const ADVANCED_GROUPS: readonly {
  readonly group: FieldGroup;
  readonly title: string;
  readonly about: string;
}[] = [
  { group: 'steps', title: 'Steps', about: 'How large the steps are, and how many pictures make one.' },
  {
    group: 'optimizer',
    title: 'Optimizer',
    about: 'How the gradient of a step becomes a change of the weights.',
  },
  {
    group: 'augmentation',
    title: 'Augmentation',
    about:
      'How pictures are changed at random each time, so that the network learns what matters. 0 leaves a change out.',
  },
  {
    group: 'weights',
    title: 'Weights',
    about: 'Where they start, and what keeps them from learning by heart.',
  },
  { group: 'engine', title: 'Engine', about: 'How this machine computes.' },
];

/** A number of any kind. */
export const number = (min: number, max: number, step: number): NumberField => ({
  kind: 'number',
  min,
  max,
  step,
  isWhole: false,
  isOff: false,
});

/** A whole number. */
export const whole = (min: number, max: number, step = 1): NumberField => ({
  ...number(min, max, step),
  isWhole: true,
});

/** A number from 0, which leaves it out. */
export const amount = (max: number, step: number): NumberField => ({ ...number(0, max, step), isOff: true });

export const choice = (options: ChoiceField['options']): ChoiceField => ({ kind: 'choice', options });
