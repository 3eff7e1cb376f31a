import { Button, Group, Text } from '@mantine/core';
import { IconLibraryPhoto } from '@tabler/icons-react';
import type { Run } from '../../../../src-shared/contract/runs.ts';
import { evenPlace } from '../../../../src-shared/even-places.ts';
import type { Split } from '../../../../src-shared/figures.ts';
import { pictureSelection } from '../../../state/picture-selection.ts';
import { formatCounted } from '../../../ui/format.ts';
import { navigate } from '../../../ui/hash-location.ts';
import { SaveMenu } from '../parts/save-menu.tsx';
import { pointsCsv } from './points-csv.ts';
import { slotUrl } from './scatter.tsx';
import classes from './space.module.css';
import type { FeaturePoint } from './use-features.ts';

const MOST_SELECTED = 200;

interface SelectionProps {
  readonly run: Run;
  readonly split: Split;
  readonly points: readonly FeaturePoint[];
  readonly selected: ReadonlySet<number>;
  /** Pictures of the whole split, of which the points may be some. */
  readonly of: number;
}

/** The pictures whose points were selected; the gallery of the data set can go on with them. */
export function Selection({ run, split, points, selected, of }: SelectionProps) {
  const labels = run.classes;
  const indices = [...selected].sort((a, b) => a - b);
  const chosen = indices.flatMap((index) => points[index] ?? []);
  const openGallery = () => {
    pictureSelection.set({
      datasetId: run.dataset.id,
      split,
      from: `the feature space of ${run.name}`,
      pictures: chosen.map(({ label }, index) => ({
        place: evenPlace(indices[index] ?? 0, points.length, of),
        label: labels[label] ?? '',
      })),
    });
    navigate(`/datasets/${run.dataset.id}`);
  };
  return (
    <section aria-label="Selected pictures" className={classes.selection}>
      <Group justify="space-between" mb="sm">
        <Text size="sm" fw={600}>
          {formatCounted(chosen.length, 'picture')} selected
          {chosen.length > MOST_SELECTED && `, of which the first ${MOST_SELECTED} are shown`}
        </Text>
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            leftSection={<IconLibraryPhoto size={14} />}
            onClick={openGallery}
          >
            Open in the gallery
          </Button>
          <SaveMenu
            what="the selection"
            file="selection"
            choices={[{ kind: 'CSV', make: () => pointsCsv(chosen, labels) }]}
          />
        </Group>
      </Group>
      <div className={classes.pictures}>
        {chosen.slice(0, MOST_SELECTED).map(({ slot, label, predicted }, index) => (
          <img
            key={indices[index]}
            src={slotUrl(slot)}
            alt={labels[label] ?? ''}
            title={predicted === label ? labels[label] : `${labels[label]}, taken for ${labels[predicted]}`}
            data-mistake={predicted !== label}
            loading="lazy"
          />
        ))}
      </div>
    </section>
  );
}
