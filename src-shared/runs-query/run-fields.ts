import { hasRecipe, type RunStart } from '../contract/runs.ts';
import { netSpec } from '../nets/nets.ts';
import { summarise } from '../nets/summary.ts';
import { RESULT_FIELDS } from './result-fields.ts';
import type { FieldKind, FieldValue, RunField, RunRecord } from './run-field.ts';
import { SETTING_FIELDS } from './setting-fields.ts';

/** Everything that a run can be listed, sorted, grouped and looked for by. */
export const RUN_FIELDS: readonly RunField[] = [
  field('name', [], 'Name', 'text', ({ run }) => run.name),
  field('status', [], 'Status', 'choice', ({ run }) => run.state.status),
  field('tag', ['tags'], 'Tags', 'words', ({ run }) => run.marks.tags),
  field('note', [], 'Note', 'text', ({ run }) => run.marks.note || null),
  field('starred', ['star'], 'Starred', 'flag', ({ run }) => run.marks.isStarred),
  field('archived', [], 'Archived', 'flag', ({ run }) => run.marks.isArchived),
  field('dataset', ['data'], 'Data set', 'text', ({ run }) => run.dataset.name),
  field('dataset.version', [], 'Data set version', 'number', ({ run }) => run.dataset.version),
  field(
    'start',
    ['from'],
    'Started from',
    'text',
    ({ run }) => run.startedFrom && startName(run.startedFrom),
  ),
  field('classes', [], 'Classes', 'number', ({ run }) => run.classes.length || null),
  field('parameters', ['params'], 'Parameters', 'number', parameters),
  field('precision', [], 'Precision', 'choice', ({ run }) => run.precision),
  field('time', ['duration'], 'Duration', 'duration', ({ run }) => run.durationMs || null),
  field('rate', ['speed'], 'Images a second', 'rate', ({ run }) => run.imagesPerSecond),
  field('epoch', ['done'], 'Epochs done', 'number', ({ run }) => run.epochs),
  field('step', ['steps'], 'Steps done', 'number', ({ run }) => run.steps),
  field('created', ['date'], 'Created', 'moment', ({ run }) => run.createdAtMs),
  field('size', [], 'Size of checkpoints', 'bytes', ({ run }) =>
    run.checkpoints.reduce((sum, { bytes }) => sum + bytes, 0),
  ),
  field('number', [], 'Number', 'number', ({ run }) => run.number),
  field('id', [], 'Id', 'choice', ({ run }) => run.id),
  field('error', [], 'Error', 'text', ({ run }) =>
    run.state.status === 'failed' ? run.state.message : null,
  ),
  ...RESULT_FIELDS,
  ...SETTING_FIELDS,
];

const BY_NAME: ReadonlyMap<string, RunField> = new Map([
  ...RUN_FIELDS.flatMap((one) => one.aliases.map((alias): [string, RunField] => [alias.toLowerCase(), one])),
  // A field's own name goes before another's alias.
  ...RUN_FIELDS.map((one): [string, RunField] => [one.name.toLowerCase(), one]),
]);

/** The field of a name or an alias, however it is capitalised. */
export function runField(name: string): RunField | undefined {
  return BY_NAME.get(name.toLowerCase());
}

/** Whether a field's values are ordered and can be compared by `<`. */
export function isNumeric({ kind }: Pick<RunField, 'kind'>): boolean {
  return !['text', 'choice', 'words', 'flag'].includes(kind);
}

function field(
  name: string,
  aliases: readonly string[],
  title: string,
  kind: FieldKind,
  value: (record: RunRecord) => FieldValue,
): RunField {
  return { name, aliases, title, kind, group: 'run', value };
}

/** Null where weights were drawn is what `start:none` finds. */
function startName(start: RunStart): string {
  return start.kind === 'file' ? start.name : (start.name ?? start.runId);
}

const counted = new Map<string, number>();

/** Few networks have many runs: each is counted once. */
function parameters({ run }: RunRecord): FieldValue {
  if (!hasRecipe(run)) return null;
  const { recipe, classes } = run;
  const key = `${typeof recipe.net === 'string' ? recipe.net : JSON.stringify(recipe.net)} ${classes.length}`;
  const known = counted.get(key);
  if (known !== undefined) return known;
  const { params } = summarise(netSpec(recipe.net, classes.length)).totals;
  counted.set(key, params);
  return params;
}
