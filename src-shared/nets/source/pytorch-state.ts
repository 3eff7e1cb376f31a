import type { Topology } from '../net-spec.ts';
import { uniqueNamer } from '../unique-namer.ts';
import { layerVariables, type NetVariable } from '../variables.ts';
import { PYTHON_KEYWORDS } from './python-text.ts';
import { type LaidOut, type Layout, layOut } from './value-layouts.ts';

/** A tensor of a PyTorch module's `state_dict`, and how it comes of a variable of ours. */
export interface PytorchTensor {
  /** `conv2d.weight` */
  readonly name: string;
  readonly shape: readonly number[];
  /** Our name: `conv2d/kernel`. */
  readonly variable: string;
  /** The variable's values are read as this shape, … */
  readonly from: readonly number[];
  /** … and axis i of the tensor (before it is given `shape`) is axis `permutation[i]` of that. */
  readonly permutation: readonly number[];
}

/** What a module has already, so that no layer can be called so. */
const MODULE_ATTRIBUTES = [
  ...[
    'T_destination',
    'add_module',
    'apply',
    'bfloat16',
    'buffers',
    'call_super_init',
    'children',
    'compile',
  ],
  ...['cpu', 'cuda', 'deviation', 'double', 'dump_patches', 'eval', 'extra_repr', 'float', 'forward'],
  ...['get_buffer', 'get_extra_state', 'get_parameter', 'get_submodule', 'half', 'ipu', 'load_state_dict'],
  ...['mean', 'modules', 'mtia', 'named_buffers', 'named_children', 'named_modules', 'named_parameters'],
  ...['parameters', 'register_backward_hook', 'register_buffer', 'register_forward_hook'],
  ...['register_forward_pre_hook', 'register_full_backward_hook', 'register_full_backward_pre_hook'],
  ...['register_load_state_dict_post_hook', 'register_load_state_dict_pre_hook', 'register_module'],
  ...['register_parameter', 'register_state_dict_post_hook', 'register_state_dict_pre_hook'],
  ...['requires_grad_', 'set_extra_state', 'set_submodule', 'share_memory', 'state_dict', 'to', 'to_empty'],
  ...['train', 'training', 'type', 'xpu', 'zero_grad'],
];

/** The attribute of the generated module that each layer is: its name, with something behind it where Python or PyTorch has that name already. */
export function moduleNames({ layers }: Topology): ReadonlyMap<string, string> {
  const unique = uniqueNamer([...PYTHON_KEYWORDS, ...MODULE_ATTRIBUTES]);
  return new Map(layers.map(({ name }) => [name, unique(name)]));
}

/** The `state_dict` of the module that `pytorchSource` writes, in the order of the network's variables. */
export function pytorchState(net: Topology): PytorchTensor[] {
  const names = moduleNames(net);
  return layOut(net).flatMap((laidOut) =>
    layerVariables(laidOut.traced).map((variable) => tensorOf(variable, names, laidOut)),
  );
}

function tensorOf(
  variable: NetVariable,
  names: ReadonlyMap<string, string>,
  { traced, wants }: LaidOut,
): PytorchTensor {
  const { shape } = variable;
  const module = names.get(variable.layer) ?? variable.layer;
  const plain = { variable: variable.name, shape, from: shape, permutation: shape.map((_, axis) => axis) };
  switch (variable.role) {
    case 'kernel':
      return { ...plain, name: `${module}.weight`, ...kernelOf(variable, traced.type, wants[0]) };
    case 'bias':
    case 'beta':
      return { ...plain, name: `${module}.bias` };
    case 'gamma':
      return { ...plain, name: `${module}.weight` };
    case 'moving-mean':
      return { ...plain, name: `${module}.running_mean` };
    case 'moving-variance':
      return { ...plain, name: `${module}.running_var` };
    case 'embedding':
      return { ...plain, name: traced.type === 'relative-position-bias' ? `${module}.embedding` : module };
  }
}

function kernelOf(
  { shape }: NetVariable,
  type: string,
  wants: Layout | undefined,
): Pick<PytorchTensor, 'shape' | 'from' | 'permutation'> {
  const [height = 1, width = 1, inputs = 1, outputs = 1] = shape;
  if (type === 'conv')
    return { from: shape, permutation: [3, 2, 0, 1], shape: [outputs, inputs, height, width] };
  if (type === 'depthwise-conv') {
    return { from: shape, permutation: [2, 3, 0, 1], shape: [inputs * outputs, 1, height, width] };
  }
  const [rows = 1, units = 1] = shape;
  if (wants === undefined || typeof wants === 'string')
    return { from: shape, permutation: [1, 0], shape: [units, rows] };
  // The inputs are a feature map that was flattened channels first.
  return { from: [...wants, units], permutation: [3, 2, 0, 1], shape: [units, rows] };
}
