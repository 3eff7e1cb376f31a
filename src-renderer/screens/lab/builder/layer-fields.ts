import { LayerSpec, type LayerType } from '../../../../src-shared/nets/layer-spec.ts';
import { HiddenActivation, Padding } from '../../../../src-shared/nets/layer-specs/common.ts';

/** How one setting of a layer is named and edited. */
export interface LayerField {
  /** As the layer's spec has it. */
  readonly key: string;
  readonly title: string;
  readonly kind: 'number' | 'numbers' | 'choice' | 'switch';
  /** Of a choice. */
  readonly options?: readonly string[];
  /** What it is where the layer does not say; fields without it are always said. */
  readonly absent?: string | boolean;
}

const number = (key: string, title: string): LayerField => ({ key, title, kind: 'number' });
const numbers = (key: string, title: string): LayerField => ({ key, title, kind: 'numbers' });
const choice = (key: string, title: string, options: readonly string[]): LayerField => ({
  key,
  title,
  kind: 'choice',
  options,
});

const ACTIVATION: LayerField = {
  ...choice('activation', 'Activation', ['none', ...HiddenActivation.options]),
  absent: 'none',
};
const BIAS: LayerField = { key: 'bias', title: 'Bias', kind: 'switch' };
const STRIDE = numbers('stride', 'Stride');
const PADDING = choice('padding', 'Padding', Padding.options);
const DILATION: LayerField = { ...numbers('dilation', 'Dilation'), absent: '1 × 1' };
const KERNEL = [numbers('kernel', 'Kernel'), STRIDE, PADDING];
const POOL = [numbers('size', 'Window'), STRIDE, PADDING];
const SHAPE = numbers('shape', 'Shape');

/** The settings of each type of layer, in the order in which they are shown. */
export const LAYER_FIELDS: Readonly<Record<LayerType, readonly LayerField[]>> = {
  conv: [
    number('filters', 'Filters'),
    ...KERNEL,
    ACTIVATION,
    { ...number('groups', 'Groups'), absent: '1' },
    DILATION,
    BIAS,
  ],
  'depthwise-conv': [number('multiplier', 'Filters a channel'), ...KERNEL, ACTIVATION, DILATION, BIAS],
  dense: [
    number('units', 'Units'),
    choice('activation', 'Activation', ['linear', ...HiddenActivation.options, 'softmax']),
    { ...number('dropout', 'Dropout behind it'), absent: '0' },
    { ...BIAS, absent: true },
  ],
  'max-pool': POOL,
  'average-pool': POOL,
  'min-pool': POOL,
  'global-pool': [
    choice('mode', 'Takes the', ['average', 'max']),
    { key: 'keepDims', title: 'Keep axes of size 1', kind: 'switch' },
  ],
  'batch-norm': [number('momentum', 'Momentum'), number('epsilon', 'Epsilon'), ACTIVATION],
  'layer-norm': [number('epsilon', 'Epsilon')],
  lrn: [
    number('radius', 'Channels to either side'),
    number('bias', 'Bias k'),
    number('alpha', 'Alpha'),
    number('beta', 'Beta'),
  ],
  activation: [choice('activation', 'Function', [...HiddenActivation.options, 'softmax'])],
  dropout: [number('rate', 'Rate')],
  'stochastic-depth': [number('rate', 'Rate')],
  add: [ACTIVATION],
  multiply: [],
  concatenate: [number('axis', 'Axis')],
  matmul: [
    { key: 'transposeA', title: 'First one transposed', kind: 'switch', absent: false },
    { key: 'transposeB', title: 'Second one transposed', kind: 'switch', absent: false },
    { ...number('scale', 'Scale'), absent: '1' },
  ],
  flatten: [],
  reshape: [SHAPE],
  transpose: [numbers('permutation', 'Order of the axes')],
  slice: [number('axis', 'Axis'), number('begin', 'From element'), number('size', 'Elements')],
  roll: [numbers('shifts', 'Shifts'), numbers('axes', 'Axes')],
  'learned-add': [SHAPE],
  'class-token': [],
  'relative-position-bias': [numbers('window', 'Window')],
  'window-mask': [numbers('grid', 'Feature map'), numbers('window', 'Window'), numbers('shift', 'Shift')],
};

/** Keys whose numbers are always a height and a width. */
const PAIRS = ['kernel', 'stride', 'size', 'dilation', 'window', 'grid', 'shift'];

/** The value of a field as it is shown: `11 × 11`, `64`, `relu`; numbers and lists as text. */
export function shownValue(layer: LayerSpec, { key, absent }: LayerField): string | boolean {
  const value: unknown = Object.entries(layer).find(([name]) => name === key)?.[1] ?? absent;
  if (Array.isArray(value)) return value.join(PAIRS.includes(key) ? ' × ' : ', ');
  return typeof value === 'boolean' ? value : String(value ?? '');
}

/** The layer with another value in a field, as it was typed or chosen; or why the layer cannot have it. */
export function withField(
  layer: LayerSpec,
  field: LayerField,
  text: string | boolean,
): { readonly layer: LayerSpec } | { readonly error: string } {
  const { [field.key]: _, ...others } = Object.fromEntries(Object.entries(layer));
  const isAbsent = field.absent !== undefined && (text === field.absent || text === '');
  const parsed = LayerSpec.safeParse(isAbsent ? others : { ...others, [field.key]: typed(field, text) });
  if (parsed.success) return { layer: parsed.data };
  return { error: errorOf(field, parsed.error.issues[0]?.message ?? '') };
}

function typed({ key, kind }: LayerField, text: string | boolean): unknown {
  if (typeof text === 'boolean' || kind === 'choice') return text;
  if (kind === 'number') return text.trim() === '' ? null : Number(text);
  const parts = text.split(/[\s,×x*]+/).filter((part) => part !== '');
  const values = parts.map(Number);
  return PAIRS.includes(key) && values.length === 1 ? [values[0], values[0]] : values;
}

function errorOf({ key, kind }: LayerField, message: string): string {
  if (/expected .*(number|int).*received (NaN|null)/i.test(message)) return 'A number is needed here.';
  if (kind === 'numbers' && PAIRS.includes(key)) return 'Height × width are needed, such as 3 × 3.';
  return message;
}
