import { GOOD_UPDATES, LOSS_SCALE } from '../../session-variables.ts';
import { attr, type GraphBuilder, type Ref } from '../graph-builder.ts';
import { nodes } from '../variables-graph.ts';

const T = attr.type('float32');
const dtype = T;

/** Micikevicius et al., "Mixed Precision Training", 2018, section 3.2, with the numbers of the frameworks that followed. */
export const LOSS_SCALING = { first: 2 ** 15, doublesAfter: 2000, least: 1, most: 2 ** 24 } as const;

/** What the gradient of the loss is multiplied by, so that small ones do not vanish in float16. */
export function emitLossScale(graph: GraphBuilder): Ref {
  return graph.add('ReadVariableOp', 'loss_scale/value', [nodes.handle(LOSS_SCALE)], { dtype });
}

/** Doubles the scale after so many good updates, and halves it after one that was not finite. Gives the assignments. */
export function emitNextLossScale(graph: GraphBuilder, scale: Ref, allFinite: Ref): Ref[] {
  const at = (node: string): string => `loss_scale/${node}`;
  const constant = (name: string, value: number): Ref => graph.floats(at(name), [value]);
  const select = (name: string, condition: Ref, yes: Ref, no: Ref): Ref =>
    graph.add('SelectV2', at(name), [condition, yes, no], { T });
  const [zero, one, two] = [constant('zero', 0), constant('one', 1), constant('two', 2)];
  const good = graph.add('ReadVariableOp', at('good'), [nodes.handle(GOOD_UPDATES)], { dtype });
  const more = graph.add('AddV2', at('more_good'), [good, one], { T });
  const isTime = graph.add(
    'GreaterEqual',
    at('is_time'),
    [more, constant('doubles_after', LOSS_SCALING.doublesAfter)],
    { T },
  );
  const doubled = graph.add(
    'Minimum',
    at('doubled'),
    [graph.add('Mul', at('twice'), [scale, two], { T }), constant('most', LOSS_SCALING.most)],
    { T },
  );
  const halved = graph.add(
    'Maximum',
    at('halved'),
    [graph.add('RealDiv', at('half'), [scale, two], { T }), constant('least', LOSS_SCALING.least)],
    { T },
  );
  const nextScale = select('next', allFinite, select('next_good', isTime, doubled, scale), halved);
  const nextGood = select('next_count', allFinite, select('next_count_good', isTime, zero, more), zero);
  return [
    graph.add('AssignVariableOp', at('assign'), [nodes.handle(LOSS_SCALE), nextScale], { dtype }),
    graph.add('AssignVariableOp', at('assign_good'), [nodes.handle(GOOD_UPDATES), nextGood], { dtype }),
  ];
}
