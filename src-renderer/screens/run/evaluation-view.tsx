import { Progress, Table, Text } from '@mantine/core';
import { useMemo } from 'react';
import type { Run } from '../../../src-shared/contract/runs.ts';
import type { Evaluation } from '../../../src-shared/figures.ts';
import { ConfusionPanel } from '../../charts/confusion-panel.tsx';
import { type Cell, confusionOf } from '../../charts/confusions.ts';
import { FigureStrip } from '../../ui/figure.tsx';
import { formatCounted, formatLoss, formatPercent } from '../../ui/format.ts';
import { CellPictures } from '../compare/answers/cell-pictures.tsx';
import { useAnswers } from '../compare/answers/use-answers.ts';
import { WorkStatus } from '../inspect/parts/work-status.tsx';

/** Classes whose accuracy is listed. */
const LISTED = 24;

/** The figures of a split, what was taken for what, and the pictures of whatever cell is chosen. */
export function EvaluationView({ run, evaluation }: { run: Run; evaluation: Evaluation }) {
  const { loss, top1, top5, images, confusion: rows, perClass } = evaluation;
  const confusion = useMemo(() => confusionOf(rows), [rows]);
  return (
    <>
      <FigureStrip
        label="Results"
        figures={[
          { label: 'Accuracy', value: formatPercent(top1) },
          { label: 'Among the first five', value: formatPercent(top5) },
          { label: 'Loss', value: formatLoss(loss) },
          { label: 'Pictures', value: images.toLocaleString('en-US') },
        ]}
      />
      <ConfusionPanel
        labels={perClass.map(({ label }) => label)}
        first={confusion}
        pictures={(cell) => <PicturesOf run={run} evaluation={evaluation} cell={cell} />}
      >
        <ClassAccuracies perClass={perClass} />
      </ConfusionPanel>
    </>
  );
}

/** The answers are asked for when the first cell is chosen. */
function PicturesOf({
  run,
  evaluation: { split, views },
  cell,
}: {
  run: Run;
  evaluation: Evaluation;
  cell: Cell;
}) {
  const { work, answers } = useAnswers(run, split, { views });
  return (
    <>
      <WorkStatus work={work} doing="The answers are being read." failed="The pictures cannot be shown" />
      {answers && (
        <CellPictures
          key={`${cell.actual} ${cell.predicted}`}
          run={run}
          split={split}
          answers={answers}
          cell={cell}
        />
      )}
    </>
  );
}

function ClassAccuracies({ perClass }: Pick<Evaluation, 'perClass'>) {
  return (
    <div>
      <Text fw={600} mb="xs">
        Accuracy by class
      </Text>
      <Table aria-label="Accuracy by class" verticalSpacing={6} horizontalSpacing={0}>
        <Table.Tbody>
          {[...perClass]
            .sort((a, b) => a.top1 - b.top1)
            .slice(0, LISTED)
            .map((one) => (
              <Table.Tr key={one.label}>
                <Table.Td title={formatCounted(one.images, 'picture')}>{one.label}</Table.Td>
                <Table.Td w="45%">
                  <Progress value={one.top1 * 100} size="sm" aria-label={`Accuracy of ${one.label}`} />
                </Table.Td>
                <Table.Td ta="end" w={72}>
                  {formatPercent(one.top1)}
                </Table.Td>
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
