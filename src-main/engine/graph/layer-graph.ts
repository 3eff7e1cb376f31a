import type { TracedLayer } from '../../../src-shared/nets/trace-shapes.ts';
import { attr, type DType, type GraphBuilder, type Ref } from './graph-builder.ts';

/** Where and how the nodes of a layer are added. */
export interface LayerContext {
  readonly graph: GraphBuilder;
  /** First part of the names of all nodes: `train` and `infer` stand beside each other in one graph. */
  readonly scope: string;
  /** Type of activations, convolutions and products; weights are float32 and cast where they are used. */
  readonly compute: DType;
  readonly training: boolean;
  /** Whether dense layers drop units; only where `training`. */
  readonly dropout: boolean;
  /** int32 [2], another one each step: what the stateless random numbers of dropout come from. */
  readonly seed: Ref;
  /** The handle of a variable by its name in `netVariables`. */
  readonly handle: (variable: string) => Ref;
}

/** The gradient of the loss by one variable, float32. */
export interface Gradient {
  readonly variable: string;
  readonly value: Ref;
  /** Nodes that read the variable and must be done before it may be updated in place. */
  readonly readers: readonly Ref[];
}

/** What going backwards through a layer gives: the gradient by its input (undefined where not asked for) and by its variables. */
export interface LayerGradients {
  readonly input: Ref | undefined;
  readonly variables: readonly Gradient[];
}

/** A layer in the graph. */
export interface EmittedLayer {
  /** [batch, …output shape of the layer], of the compute type. A softmax is left to the loss: then these are logits. */
  readonly output: Ref;
  /** Before the activation; what initialisation by unit variance looks at. */
  readonly linear: Ref;
  /** Nodes that update moving averages; they run with the training step. */
  readonly updates: readonly Ref[];
  readonly backward: (gradient: Ref, wantsInput: boolean) => LayerGradients;
}

/** Adds one kind of layer to the graph; one file a kind. */
export type LayerEmitter<T extends TracedLayer> = (
  context: LayerContext,
  traced: T,
  input: Ref,
) => EmittedLayer;

/** Reads a variable as the compute type. */
export function readVariable(context: LayerContext, variable: string): Ref {
  const { graph, scope, compute, handle } = context;
  const value = graph.add('ReadVariableOp', `${scope}/${variable}/read`, [handle(variable)], {
    dtype: attr.type('float32'),
  });
  return graph.cast(`${scope}/${variable}/cast`, value, 'float32', compute);
}
