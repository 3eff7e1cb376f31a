import { Button, Group, Stack, Text } from '@mantine/core';
import { IconStopwatch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { formatBytes, formatCount } from '../../../../src-shared/nets/format-number.ts';
import { netSpec } from '../../../../src-shared/nets/nets.ts';
import { summarise } from '../../../../src-shared/nets/summary.ts';
import { traceShapes } from '../../../../src-shared/nets/trace-shapes.ts';
import { api } from '../../../client/studio.ts';
import { ErrorCard } from '../../../ui/error-card.tsx';
import { FigureStrip } from '../../../ui/figure.tsx';
import { Section } from '../../../ui/page.tsx';
import { drawingChoices } from '../parts/picture-choices.ts';
import { drawingSvg } from '../parts/save-drawing.ts';
import { SaveMenu } from '../parts/save-menu.tsx';
import type { Subject } from '../subject.ts';
import { ChosenLayer } from './chosen-layer.tsx';
import { formatMilliseconds, LayerTable, layerTableCsv } from './layer-table.tsx';
import { NetDiagram } from './net-diagram.tsx';

const FLOAT32_BYTES = 4;

/** The network as a drawing, and the deck's table with each formula beside its number. */
export function NetworkPage({ run, weights }: Subject) {
  const net = useMemo(
    () => netSpec(run.recipe.net, run.classes.length),
    [run.recipe.net, run.classes.length],
  );
  const summary = useMemo(() => summarise(net), [net]);
  const traced = useMemo(() => traceShapes(net), [net]);
  const [chosen, setChosen] = useState(summary.layers[0]?.name ?? '');
  const drawing = useRef<SVGSVGElement>(null);

  const canMeasure = run.checkpoints.length > 0;
  const [isAsked, setAsked] = useState(false);
  const timings = useQuery({
    ...api.inspect.timings.queryOptions({ input: weights }),
    enabled: isAsked && canMeasure,
  });
  const times = useMemo(
    () => new Map(timings.data?.layers.map(({ layer, ms }) => [layer, ms])),
    [timings.data],
  );
  const { totals } = summary;
  return (
    <>
      <Section
        title={net.title}
        aside={
          <Group gap="xs">
            {canMeasure && !timings.data && (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconStopwatch size={14} />}
                loading={timings.isFetching}
                onClick={() => (isAsked ? void timings.refetch() : setAsked(true))}
              >
                Measure times
              </Button>
            )}
            <SaveMenu
              what="the diagram"
              file={`${run.name} network`}
              choices={drawingChoices(() => diagramSvg(drawing.current))}
            />
          </Group>
        }
      >
        <NetDiagram
          input={net.input}
          traced={traced}
          chosen={chosen}
          onChoose={setChosen}
          drawing={drawing}
        />
        <ChosenLayer
          input={net.input}
          row={summary.layers.find(({ name }) => name === chosen) ?? null}
          ms={times.get(chosen) ?? null}
        />
        {timings.isError && <ErrorCard title="The times could not be measured" error={timings.error} />}
      </Section>
      <Section
        title="Layer by layer"
        aside={
          <SaveMenu
            what="the table"
            file={`${run.name} layers`}
            choices={[{ kind: 'CSV', make: () => layerTableCsv(summary, times) }]}
          />
        }
      >
        <Stack gap="md">
          <FigureStrip
            label="Totals"
            figures={[
              {
                label: 'Parameters',
                value: formatCount(totals.params),
                of: formatBytes(totals.params * FLOAT32_BYTES),
              },
              { label: 'Multiply-adds a picture', value: formatCount(totals.multiplyAdds) },
              { label: 'Activations a picture', value: formatBytes(totals.activationBytes) },
              { label: 'Layers', value: summary.layers.length },
              ...(timings.data
                ? [
                    {
                      label: 'Forward pass here',
                      value: formatMilliseconds(timings.data.totalMs),
                      of: timings.data.device,
                    },
                  ]
                : []),
            ]}
          />
          <LayerTable summary={summary} times={times} chosen={chosen} onChoose={setChosen} />
          <Text size="xs" c="dimmed">
            “Sees” is the receptive field: how many pixels of the picture a value depends on, height × width.
          </Text>
        </Stack>
      </Section>
    </>
  );
}

function diagramSvg(drawing: SVGSVGElement | null): Blob {
  if (!drawing) throw new Error('The diagram is not drawn yet.');
  return drawingSvg(drawing, Number(drawing.dataset['width']), Number(drawing.dataset['height']));
}
