import { Button, Group, Select, Text } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { settingImportance } from '../../../../src-shared/compare/setting-importance.ts';
import type { RunId } from '../../../../src-shared/ids.ts';
import type { RunField } from '../../../../src-shared/runs-query/run-field.ts';
import { RUN_FIELDS } from '../../../../src-shared/runs-query/run-fields.ts';
import { Section } from '../../../ui/page.tsx';
import { drawnSvg } from '../../inspect/parts/save-drawing.ts';
import { SaveMenu } from '../../inspect/parts/save-menu.tsx';
import { useRunRecords } from '../../runs/use-run-records.ts';
import type { ComparedRun } from '../compared-run.ts';
import { betterEnd, LATENCY } from './better.ts';
import { ImportanceList } from './importance-list.tsx';
import type { Span } from './parallel-axis.tsx';
import { ParallelPlot } from './parallel-plot.tsx';
import { runAxis, titleOf } from './run-axis.ts';
import { RunValues, valuesCsv } from './run-values.tsx';
import { type ColouredRecord, frontIds, ScatterPlot } from './scatter-plot.tsx';
import { useLatencies } from './use-latencies.ts';

const SETTINGS = RUN_FIELDS.filter(
  ({ group, name }) => group === 'setting' || name === 'dataset' || name === 'start',
);

/** What runs are judged by: every field that has a better end. */
const RESULTS = RUN_FIELDS.filter((field) => betterEnd(field) !== null);

const FIRST_RESULT = 'top1';
const FIRST_COST = 'time';

/** How the settings of many runs go with their results. */
export function SettingsTab({ runs }: { runs: readonly ComparedRun[] }) {
  const all = useRunRecords();
  const records = useMemo(() => {
    const byRun = new Map(all?.map((record) => [record.run.id, record]));
    return runs.map(
      ({ run, colour }): ColouredRecord => ({ bests: null, ...byRun.get(run.id), run, colour }),
    );
  }, [all, runs]);
  const latencies = useLatencies(records);
  const [resultName, setResultName] = useState(FIRST_RESULT);
  const [acrossName, setAcrossName] = useState(FIRST_COST);
  const [spans, setSpans] = useState<ReadonlyMap<string, Span>>(new Map());
  const [pointed, setPointed] = useState<RunId | null>(null);
  const parallel = useRef<SVGSVGElement>(null);
  const scatter = useRef<SVGSVGElement>(null);

  const results = [...RESULTS, latencies.field];
  const result = fieldNamed(results, resultName);
  const differing = useMemo(() => SETTINGS.filter((field) => differs(field, records)), [records]);
  const across = fieldNamed([...results, ...differing], acrossName);
  const axes = useMemo(
    () => [...differing, result].map((field) => runAxis(field, records)),
    [differing, result, records],
  );
  const importance = useMemo(
    () => settingImportance(records, differing, result),
    [records, differing, result],
  );
  const kept = useMemo(() => {
    const isKept = (record: ColouredRecord) =>
      axes.every(({ field, placeOf }) => isWithin(placeOf(record), spans.get(field.name)));
    return new Set(records.filter(isKept).map(({ run }) => run.id));
  }, [records, axes, spans]);
  const x = useMemo(() => runAxis(across, records), [across, records]);
  const y = useMemo(() => runAxis(result, records), [result, records]);
  const front = useMemo(() => frontIds(records, x, y), [records, x, y]);

  const limit = (field: string, span: Span | null) =>
    setSpans((before) => {
      const next = new Map(before);
      if (span) next.set(field, span);
      else next.delete(field);
      return next;
    });
  return (
    <>
      <Section
        title="Settings and result"
        aside={
          <Group gap="xs">
            {spans.size > 0 && (
              <Button size="xs" variant="default" onClick={() => setSpans(new Map())}>
                Let all through
              </Button>
            )}
            <Select
              size="xs"
              aria-label="Result"
              allowDeselect={false}
              value={result.name}
              data={results.map((field) => ({ value: field.name, label: titleOf(field) }))}
              onChange={(name) => name !== null && setResultName(name)}
            />
            <SaveMenu
              what="the runs by their settings"
              file="settings and results"
              choices={[
                { kind: 'SVG', make: () => drawnSvg(parallel.current) },
                { kind: 'CSV', make: () => valuesCsv(records, [...differing, result]) },
              ]}
            />
          </Group>
        }
      >
        <Text size="sm" c="dimmed" mb="sm">
          {differing.length === 0
            ? 'The runs have the same settings; choose others above to see what differs.'
            : 'A line is a run, from orange for the worst result to blue for the best. Drag along an axis, or use its arrow keys, to let only a part of the runs through.'}
        </Text>
        <ParallelPlot
          axes={axes}
          records={records}
          kept={kept}
          spans={spans}
          onSpan={limit}
          pointed={pointed}
          onPoint={setPointed}
          drawing={parallel}
        />
        <RunValues
          records={records.filter(({ run }) => kept.has(run.id))}
          fields={[...differing, result]}
          onPoint={setPointed}
        />
      </Section>
      <Section title="Which settings mattered">
        <ImportanceList importance={importance} result={result} />
      </Section>
      <Section
        title="One against another"
        aside={
          <Group gap="xs">
            {latencies.progress ? (
              <Button size="xs" variant="default" onClick={latencies.stop}>
                Stop measuring ({latencies.progress.done} of {latencies.progress.total})
              </Button>
            ) : (
              <Button
                size="xs"
                variant="default"
                onClick={() => {
                  setAcrossName(LATENCY);
                  latencies.measure();
                }}
              >
                Measure the time for one picture
              </Button>
            )}
            <Select
              size="xs"
              aria-label="Across"
              allowDeselect={false}
              value={across.name}
              data={[...results, ...differing].map((field) => ({ value: field.name, label: titleOf(field) }))}
              onChange={(name) => name !== null && setAcrossName(name)}
            />
            <SaveMenu
              what="one against another"
              file={`${result.name} by ${across.name}`}
              choices={[
                { kind: 'SVG', make: () => drawnSvg(scatter.current) },
                { kind: 'CSV', make: () => valuesCsv(records, [across, result]) },
              ]}
            />
          </Group>
        }
      >
        <Text size="sm" c="dimmed" mb="sm">
          {front.length > 0
            ? `The dashed line is the Pareto front: no other run is better in both ${x.title.toLowerCase()} and ${y.title.toLowerCase()} than the ${front.length} on it.`
            : `${y.title} by ${x.title.toLowerCase()}.`}
        </Text>
        {latencies.problem && (
          <Text size="sm" c="red" role="alert" mb="sm">
            {latencies.problem}
          </Text>
        )}
        <ScatterPlot
          x={x}
          y={y}
          records={records}
          front={front}
          kept={kept}
          pointed={pointed}
          onPoint={setPointed}
          drawing={scatter}
        />
      </Section>
    </>
  );
}

function fieldNamed(fields: readonly RunField[], name: string): RunField {
  const found = fields.find((field) => field.name === name) ?? fields[0];
  if (!found) throw new Error('There is no field to judge runs by');
  return found;
}

/** Whether runs have different values of it; that some have none, such as the momentum of another optimizer, is that setting's doing. */
function differs(field: RunField, records: readonly ColouredRecord[]): boolean {
  const values = records.map((record) => field.value(record)).filter((value) => value !== null);
  return new Set(values.map((value) => JSON.stringify(value))).size > 1;
}

/** Where there is a span, only what lies on it. */
function isWithin(place: number | null, span: Span | undefined): boolean {
  return span === undefined || (place !== null && place >= span[0] && place <= span[1]);
}
