import type { RunView } from '../../../src-shared/contract/run-marks.ts';
import { formatCount } from '../../../src-shared/nets/format-number.ts';
import { NetName } from '../../../src-shared/nets/net-spec.ts';
import type { FieldKind, FieldValue, RunField } from '../../../src-shared/runs-query/run-field.ts';
import { RUN_FIELDS } from '../../../src-shared/runs-query/run-fields.ts';
import {
  formatDuration,
  formatLearningRate,
  formatLoss,
  formatMoment,
  formatPercent,
  formatRate,
  formatSize,
  UNKNOWN,
} from '../../ui/format.ts';
import { STATUS_TITLES } from '../../ui/status-badge.tsx';
import { netInWords, RECIPE_FIELDS, settingInWords } from '../train/recipe-fields.ts';

/** A column of the table: a field, or the curve of the run. */
export interface RunColumn {
  readonly name: string;
  readonly title: string;
  readonly group: RunField['group'];
  /** Null for the curve, which is neither sorted nor grouped by. */
  readonly field: RunField | null;
  /** Pixels, until somebody changes it. */
  readonly width: number;
  readonly isNumeric: boolean;
}

const SETTINGS = new Map(RECIPE_FIELDS.map((field) => [field.path, field]));

const WIDTHS: Readonly<Record<FieldKind, number>> = {
  text: 160,
  choice: 130,
  words: 150,
  flag: 90,
  number: 110,
  share: 120,
  loss: 100,
  rate: 120,
  duration: 165,
  moment: 120,
  bytes: 110,
};

/** Widths that what is in a column asks for. */
const OWN_WIDTHS: Readonly<Record<string, number>> = {
  name: 220,
  net: 170,
  starred: 48,
  note: 220,
  status: 120,
  dataset: 120,
  tag: 130,
};

const CURVE: RunColumn = {
  name: 'curve',
  title: 'Curve',
  group: 'results',
  field: null,
  width: 110,
  isNumeric: false,
};

/** Every column that there is. */
export const RUN_COLUMNS: readonly RunColumn[] = [
  ...RUN_FIELDS.map((field): RunColumn => {
    const isText = ['text', 'choice', 'words', 'flag'].includes(field.kind);
    return {
      name: field.name,
      title: settingOf(field)?.title ?? field.title,
      group: field.group,
      field,
      width: OWN_WIDTHS[field.name] ?? WIDTHS[field.kind],
      isNumeric: !isText,
    };
  }),
  CURVE,
];

const BY_NAME = new Map(RUN_COLUMNS.map((column) => [column.name, column]));

export function runColumn(name: string): RunColumn | undefined {
  return BY_NAME.get(name);
}

/** What the table looks like before anybody changed it. */
export const DEFAULT_VIEW: RunView = {
  filter: '',
  columns: [
    'starred',
    'name',
    'status',
    'curve',
    'top1',
    'test.top1',
    'time',
    'dataset',
    'net',
    'tag',
    'created',
  ].map((field) => ({ field })),
  order: [{ field: 'created', isDescending: true }],
  groupBy: null,
};

/** A value of a field in words. */
export function valueInWords(field: RunField, value: FieldValue): string {
  if (value === null || value === undefined) return UNKNOWN;
  if (typeof value === 'number') return numberInWords(field, value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'string') return value.join(', ');
  if (field.name === 'net') {
    const net = NetName.safeParse(value);
    return net.success ? netInWords({ net: net.data }) : value;
  }
  if (field.name === 'status') return STATUS_TITLES.get(value) ?? value;
  const setting = settingOf(field);
  return setting ? settingInWords(setting, value) : value;
}

/** A number of a field, also one that no run has, such as a mean. */
export function numberInWords(field: RunField, value: number): string {
  switch (field.kind) {
    case 'share':
      return formatPercent(value);
    case 'loss':
      return formatLoss(value);
    case 'rate':
      return formatRate(value);
    case 'duration':
      return formatDuration(value);
    case 'moment':
      return formatMoment(value);
    case 'bytes':
      return formatSize(value);
    default:
      break;
  }
  if (field.name === 'learningRate') return formatLearningRate(value);
  if (field.name === 'parameters') return formatCount(Math.round(value));
  return String(Number(value.toPrecision(6)));
}

function settingOf(field: RunField) {
  return field.group === 'setting'
    ? SETTINGS.get(field.name === 'precision.asked' ? 'precision' : field.name)
    : undefined;
}
