import type { Normalisation } from '../keras/keras-layer.ts';
import { PICTURE } from '../layer-spec.ts';
import type { BuiltNet, TensorShape } from '../net-spec.ts';
import { uniqueNamer } from '../unique-namer.ts';
import { localNames } from './local-names.ts';
import { PYTHON_KEYWORDS, plainLine, pythonClassName, shapeComment } from './python-text.ts';
import { PYTORCH_HELPERS } from './pytorch-helpers.ts';
import { pytorchLayer } from './pytorch-layer.ts';
import { moduleNames } from './pytorch-state.ts';
import { isSameLayout, type LaidOut, type Layout, layOut } from './value-layouts.ts';

const TAKEN = [...PYTHON_KEYWORDS, 'torch', 'nn', 'F', 'self', 'x', PICTURE, ...Object.keys(PYTORCH_HELPERS)];

/**
 * The network as a PyTorch module, from pictures `[batch, channels, height, width]` to logits. Its parameters have the names and shapes of `pytorchState`. Pictures are already
 * normalised, unless `normalisation` says how the module is to do it. Padding is Keras': where it is uneven, it is added before the layer.
 */
export function pytorchSource(net: BuiltNet, normalisation?: Normalisation): string {
  const layers = layOut(net);
  const modules = moduleNames(net);
  const variables = localNames(
    layers.map(({ traced }) => ({ name: traced.layer.name, inputs: traced.sources })),
    TAKEN,
  );
  const written = layers.map((laidOut, index) => {
    const { traced, wants, gives } = laidOut;
    const inputs = traced.sources.map((source, at) => {
      const given = layers.find((other) => other.traced.layer.name === source)?.gives ?? 'channels-first';
      return moved(variables.get(source) ?? PICTURE, given, wants[at] ?? given);
    });
    const self = `self.${modules.get(traced.layer.name) ?? ''}`;
    const layer = pytorchLayer(laidOut, inputs, self, index === layers.length - 1);
    const variable = variables.get(traced.layer.name) ?? 'x';
    return {
      ...layer,
      init: layer.module ? `${self} = ${layer.module}` : undefined,
      line: `${variable} = ${layer.value}${shapeComment(heldShape(traced.output, gives))}`,
    };
  });
  const helpers = [...new Set(written.flatMap((layer) => layer.helpers ?? []))];
  const name = pytorchClassName(net);
  return [
    `# ${plainLine(net.title)}. Shapes are behind each line, without the batch: (channels, height, width).`,
    'import torch',
    'import torch.nn.functional as F',
    'from torch import nn',
    '',
    '',
    ...helpers.flatMap((helper) => [PYTORCH_HELPERS[helper], '']),
    `class ${name}(nn.Module):`,
    `    """${inputWords(net.input, normalisation)} The output are logits: the softmax is left to the loss."""`,
    '',
    '    def __init__(self):',
    '        super().__init__()',
    ...[...normalisingInit(normalisation), ...written.flatMap(({ init }) => init ?? [])].map(
      (line) => `        ${line}`,
    ),
    '',
    `    def forward(self, ${PICTURE}):`,
    ...(normalisation ? [`        ${PICTURE} = (${PICTURE} - self.mean) / self.deviation`] : []),
    ...written.map(({ line }) => `        ${line}`),
    '        return x',
    '',
    '',
    'if __name__ == "__main__":',
    `    print(${name}())`,
    '',
  ].join('\n');
}

/** The name of the module's class. */
export function pytorchClassName({ name }: Pick<BuiltNet, 'name'>): string {
  return uniqueNamer([...TAKEN, 'None', 'True', 'False'])(pythonClassName(name));
}

function inputWords(
  [height, width, channels]: TensorShape,
  normalisation: Normalisation | undefined,
): string {
  const values = normalisation ? '0 to 255' : 'less the mean, by the deviation';
  return `Takes RGB pictures [batch, ${channels}, ${height}, ${width}], ${values}.`;
}

function normalisingInit(normalisation: Normalisation | undefined): string[] {
  if (!normalisation) return [];
  return (['mean', 'deviation'] as const).map((name) => {
    const values = normalisation[name].map((value) => Number(value.toPrecision(9))).join(', ');
    return `self.register_buffer("${name}", torch.tensor([${values}]).reshape(-1, 1, 1), persistent=False)`;
  });
}

/** The expression in another layout. Only feature maps come in two. */
function moved(value: string, from: Layout, to: Layout): string {
  if (isSameLayout(from, to)) return value;
  return to === 'channels-first' ? `${value}.permute(0, 3, 1, 2)` : `${value}.permute(0, 2, 3, 1)`;
}

/** The shape as PyTorch holds it. */
function heldShape(shape: TensorShape, layout: LaidOut['gives']): TensorShape {
  const [height = 1, width = 1, channels = 1] = shape;
  return layout === 'channels-first' ? [channels, height, width] : shape;
}
