import { Button, Modal, Table } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTable } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { csv } from '../../inspect/parts/csv.ts';
import { canvasPng } from '../../inspect/parts/save-file.ts';
import { SaveMenu } from '../../inspect/parts/save-menu.tsx';
import { placeText } from './chart-axis.ts';
import { chartPng } from './chart-png.ts';
import type { ChartSettings } from './chart-settings.ts';
import { chartSvg } from './chart-svg.ts';
import { tableRows } from './chart-table-rows.ts';
import classes from './charts.module.css';
import type { CurvePlot, Picture } from './curve-plot.ts';
import type { Metric } from './metrics.ts';

interface SaveChartProps {
  readonly title: string;
  readonly metric: Metric;
  readonly settings: ChartSettings;
  readonly plot: RefObject<CurvePlot | null>;
  /** What it shows right now. */
  readonly drawn: RefObject<Picture>;
}

/** A chart as a file, or as a table on the page. */
export function SaveChart({ title, metric, settings, plot, drawn }: SaveChartProps) {
  const [isOpen, table] = useDisclosure(false);
  return (
    <span className={classes.actions}>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconTable size={14} />}
        aria-label={`${title} as a table`}
        onClick={table.open}
      >
        Table
      </Button>{' '}
      <SaveMenu
        what={title}
        file={title.toLowerCase().replaceAll(' ', '-')}
        choices={[
          {
            kind: 'PNG',
            make: async () => {
              const canvas = plot.current?.canvas();
              if (!canvas) throw new Error('There is no picture yet.');
              return canvasPng(chartPng(canvas, title, drawn.current.curves));
            },
          },
          { kind: 'SVG', make: () => chartSvg(title, metric, settings, drawn.current) },
          {
            kind: 'CSV',
            make: () =>
              csv(['run', settings.axis, 'low', 'mean', 'high'], tableRows(drawn.current, settings)),
          },
        ]}
      />
      <Modal opened={isOpen} onClose={table.close} title={title} size="xl">
        {isOpen && <ChartTable metric={metric} settings={settings} picture={drawn.current} />}
      </Modal>
    </span>
  );
}

/** Places that the table on the page has; the file has one a pixel. */
const PLACES = 11;

function ChartTable({
  metric,
  settings,
  picture,
}: {
  metric: Metric;
  settings: ChartSettings;
  picture: Picture;
}) {
  const rows = [...tableRows(picture, settings, PLACES)];
  return (
    <Table.ScrollContainer minWidth={480} type="native">
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Run</Table.Th>
            <Table.Th>Place</Table.Th>
            <Table.Th>Lowest</Table.Th>
            <Table.Th>Value</Table.Th>
            <Table.Th>Highest</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(([name, x, ...values]) => (
            <Table.Tr key={`${name} ${x}`}>
              <Table.Td>{name}</Table.Td>
              <Table.Td>{placeText(Number(x), settings.axis)}</Table.Td>
              {values.map((value, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: always the same three columns
                <Table.Td key={index}>{metric.format(Number(value))}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
