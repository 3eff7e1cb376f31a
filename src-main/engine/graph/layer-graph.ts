import type { TracedLayer } from '../../../src-shared/nets/trace-shapes.ts';
import { attr, type DType, type GraphBuilder, type Ref } from './graph-builder.ts';

/** Where and how the nodes of a layer are added. */
export interface LayerContext {
  readonly graph: GraphBuilder;
  /** First part of the names of all nodes: `train` and `infer` stand beside each other in one graph. */
  readonly scope: string;
  /** Type of activations, convolutions and products; weights are float32 and cast where they are used. */
  readonly compute: DType;
  /** Whose kernels will run: those of the two differ in what they take. */
  readonly device: 'cpu' | 'cuda';
  readonly training: boolean;
  /** Whether dropout and stochastic depth drop anything; only where `training`. */
  readonly dropout: boolean;
  /** Whether the way back through a ReLU lets only positive gradients pass (guided backpropagation, Springenberg et al. 2015, section 3.4). */
  readonly guided?: boolean;
  /** Whether another build of TensorFlow, or tfjs, is to run it, whose kernels may not know groups and dilations. */
  readonly portable?: boolean;
  /** Name of the layer whose softmax is left to the loss. */
  readonly logits: string;
  /** int32 [2], another one each step: what the stateless random numbers of dropout come from. */
  readonly seed: Ref;
  /** The handle of a variable by its name in `netVariables`. */
  readonly handle: (variable: string) => Ref;
  /** Variables that are constants in this part of the graph, by name. */
  readonly constants?: Constants;
}

/** Values of variables that do not change as long as a session lives, by their names in `netVariables`. */
export type Constants = ReadonlyMap<
  string,
  { readonly shape: readonly number[]; readonly values: Float32Array }
>;

/** The gradient of the loss by one variable, float32. */
export interface Gradient {
  readonly variable: string;
  readonly value: Ref;
  /** Nodes that read the variable and must be done before it may be updated in place. */
  readonly readers: readonly Ref[];
}

/** What going backwards through a layer gives: the gradient by each input (undefined where not asked for) and by its variables. */
export interface LayerGradients {
  readonly inputs: readonly (Ref | undefined)[];
  readonly variables: readonly Gradient[];
}

/** A layer in the graph. */
export interface EmittedLayer {
  /** [batch, …output shape of the layer], of the compute type. The last layer's softmax is left to the loss: then these are logits. */
  readonly output: Ref;
  /** Before the activation; what initialisation by unit variance looks at. */
  readonly linear: Ref;
  /** Nodes that update moving averages; they run with the training step. */
  readonly updates: readonly Ref[];
  /** `gradient` is by the output, of the compute type; `wanted` says for each input whether the gradient by it is needed. */
  readonly backward: (gradient: Ref, wanted: readonly boolean[]) => LayerGradients;
}

/** A value behind a function without variables, and the way from the gradient by the output to the one by the value. */
export interface Transformed {
  readonly output: Ref;
  readonly backward: (gradient: Ref) => Ref;
}

/** Adds one kind of layer to the graph; one file a kind, or a family of kinds. `inputs` are of the compute type. */
export type LayerEmitter<T extends TracedLayer> = (
  context: LayerContext,
  traced: T,
  input: Ref,
  ...others: readonly Ref[]
) => EmittedLayer;

/** A layer of one input that has no variables. */
export function plainLayer({ output, backward }: Transformed): EmittedLayer {
  return {
    output,
    linear: output,
    updates: [],
    backward: (gradient, [wanted]) => ({ inputs: [wanted ? backward(gradient) : undefined], variables: [] }),
  };
}

/** Reads a variable as it is, float32. */
export function readFloat({ graph, scope, handle, constants }: LayerContext, variable: string): Ref {
  const name = `${scope}/${variable}/read`;
  const constant = constants?.get(variable);
  return constant
    ? graph.floats(name, constant.values, constant.shape)
    : graph.add('ReadVariableOp', name, [handle(variable)], { dtype: attr.type('float32') });
}

/** Reads a variable as the compute type. */
export function readVariable(context: LayerContext, variable: string): Ref {
  const { graph, scope, compute } = context;
  return graph.cast(`${scope}/${variable}/cast`, readFloat(context, variable), 'float32', compute);
}
