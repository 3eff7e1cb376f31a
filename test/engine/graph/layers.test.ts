import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DType } from '../../../src-main/engine/graph/graph-builder.ts';
import { emitLayer } from '../../../src-main/engine/graph/layers/emit-layer.ts';
import type { TracedLayer } from '../../../src-shared/nets/trace-shapes.ts';
import { layerVariables } from '../../../src-shared/nets/variables.ts';
import { type Arrays, drawArray, runGraph, traceLayer } from '../../helpers/graph-layers.ts';
import { distance, numericGradient } from '../../helpers/numeric-gradient.ts';
import type { Array64 } from '../../helpers/reference-layers/array.ts';
import { referenceLayer } from '../../helpers/reference-layers/reference-layer.ts';
import { LAYER_CASES } from './layer-cases.ts';

const BATCH = 2;

/** Numbers for a layer's inputs, for its variables by their full names, and for the gradient by its output. */
interface Values {
  readonly inputs: readonly Array64[];
  readonly variables: Arrays;
  readonly gradient: Array64;
}

function drawValues(traced: TracedLayer, seed: number): Values {
  const draw = (shape: readonly number[], name: string): Array64 => drawArray(shape, `${seed} ${name}`);
  return {
    inputs: traced.inputs.map((shape, index) => draw([BATCH, ...shape], `input ${index}`)),
    variables: Object.fromEntries(
      layerVariables(traced)
        .filter((variable) => variable.trainable)
        .map(({ name, shape }) => [name, draw(shape, name)]),
    ),
    gradient: draw([BATCH, ...traced.output], 'gradient'),
  };
}

/** The output, and the gradients by all inputs and variables, as the graph computes them. */
function compiled(traced: TracedLayer, values: Values, compute: DType): Arrays {
  // Only training has variables that move; the averages are not read in it.
  const moving = layerVariables(traced).filter((variable) => !variable.trainable);
  const variables = {
    ...values.variables,
    ...Object.fromEntries(moving.map(({ name, shape }) => [name, drawArray(shape, name)])),
  };
  return runGraph(
    { ...values, variables },
    ({ context, inputs, gradient }) => {
      const [first = '', ...others] = inputs;
      const { output, backward } = emitLayer(context, traced, first, ...others);
      const back = backward(
        gradient,
        inputs.map(() => true),
      );
      return {
        output: { value: output, isFloat: false },
        ...Object.fromEntries(
          back.inputs.map((value, index) => [`input ${index}`, { value: value ?? '', isFloat: false }]),
        ),
        ...Object.fromEntries(
          back.variables.map(({ variable, value }) => [variable, { value, isFloat: true }]),
        ),
      };
    },
    { compute },
  );
}

/** The same by the reference and by finite differences of it. */
function expected(traced: TracedLayer, { inputs, variables, gradient }: Values): Arrays {
  const run = (): Array64 =>
    referenceLayer(traced, inputs, (name) => {
      const variable = variables[`${traced.layer.name}/${name}`];
      if (!variable) throw new Error(`Layer ${traced.layer.name} has no ${name}`);
      return variable;
    });
  const by = (array: Array64): Array64 => numericGradient(array, gradient, run);
  return {
    output: run(),
    ...Object.fromEntries(inputs.map((input, index) => [`input ${index}`, by(input)])),
    ...Object.fromEntries(Object.entries(variables).map(([name, variable]) => [name, by(variable)])),
  };
}

/** Whether a change of rounding can send a gradient to another element. */
function hasKinks({ layer }: TracedLayer): boolean {
  const activation = 'activation' in layer ? layer.activation : undefined;
  return (
    activation === 'relu' ||
    layer.type === 'max-pool' ||
    layer.type === 'min-pool' ||
    (layer.type === 'global-pool' && layer.mode === 'max')
  );
}

test.each(LAYER_CASES)('%s: output and gradients are those of its formula', (_, cases) => {
  fc.assert(
    fc.property(cases, fc.integer({ min: 0 }), ({ layer, inputs }, seed) => {
      const traced = traceLayer(layer, inputs);
      const values = drawValues(traced, seed);
      const reference = expected(traced, values);

      const actual = compiled(traced, values, 'float32');
      expect(Object.keys(actual).sort()).toEqual(Object.keys(reference).sort());
      for (const [name, array] of Object.entries(reference)) {
        expect(actual[name]?.shape, name).toEqual(array.shape);
        expect(distance(actual[name] ?? array, array), name).toBeLessThan(name === 'output' ? 1e-5 : 1e-3);
      }
    }),
    { numRuns: 6 },
  );
});

test.each(LAYER_CASES)('%s: the short types come close to float32', (_, cases) => {
  fc.assert(
    fc.property(cases, fc.integer({ min: 0 }), ({ layer, inputs }, seed) => {
      const traced = traceLayer(layer, inputs);
      const values = drawValues(traced, seed);
      const float = compiled(traced, values, 'float32');
      for (const [type, tolerance] of [
        ['bfloat16', 0.06],
        ['float16', 0.01],
      ] as const) {
        const short = compiled(traced, values, type);
        for (const [name, array] of Object.entries(float)) {
          if (name !== 'output' && hasKinks(traced)) continue;
          expect(distance(short[name] ?? array, array), `${name} in ${type}`).toBeLessThan(tolerance);
        }
      }
    }),
    { numRuns: 2 },
  );
});

test.each([
  ['same', [3, 2]],
  ['valid', [2, 3]],
] as const)(
  'kernels of narrow maps with %s padding have their gradients in bfloat16 from products',
  (padding, kernel) => {
    const layer = { type: 'conv', filters: 130, kernel, stride: [1, 1], padding, bias: true } as const;
    const traced = traceLayer({ ...layer, kernel: [...kernel], stride: [1, 1] }, [[5, 4, 128]]);
    const values = drawValues(traced, 1);
    const [float, short] = [compiled(traced, values, 'float32'), compiled(traced, values, 'bfloat16')];
    for (const [name, array] of Object.entries(float)) {
      expect(short[name]?.shape, name).toEqual(array.shape);
      expect(distance(short[name] ?? array, array), name).toBeLessThan(0.03);
    }
  },
);
