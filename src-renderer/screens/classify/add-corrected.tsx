import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDatabasePlus } from '@tabler/icons-react';
import { useState } from 'react';
import { notifyFailure } from '../../actions/notify.tsx';
import { studio } from '../../client/studio.ts';
import type { Classifier } from '../../inference/classifier.ts';
import { type AskedPicture, correct } from '../../state/answers.ts';
import { formatCounted } from '../../ui/format.ts';
import { labelledPictures } from './labelled-pictures.ts';

/** Adds the corrected pictures to the data set of the run, as its next version; nothing while none is corrected. */
export function AddCorrected({
  pictures,
  classifier: { runId, labels },
}: {
  pictures: readonly AskedPicture[];
  classifier: Classifier;
}) {
  const [isAdding, setAdding] = useState(false);
  const corrected = pictures.flatMap((picture) =>
    picture.correction !== null && labels.includes(picture.correction)
      ? [{ picture, label: picture.correction }]
      : [],
  );
  if (runId === null || corrected.length === 0) return null;

  const add = async () => {
    setAdding(true);
    try {
      for (const list of await labelledPictures(corrected, new AbortController().signal)) {
        const { dataset, added, left } = await studio.classify.addToDataset({ ...list, runId });
        const [first] = left;
        notifications.show({
          title: `“${dataset.name}” has a version ${dataset.version}`,
          message: `${formatCounted(added, 'picture')} ${added === 1 ? 'was' : 'were'} added to its training part.${first ? ` ${formatCounted(left.length, 'picture')} stayed out, the first because: ${first.reason}` : ''}`,
          autoClose: 10_000,
          closeButtonProps: { 'aria-label': 'Close' },
        });
      }
      for (const { picture } of corrected) correct(picture.key, null);
    } catch (error) {
      notifyFailure(error);
    }
    setAdding(false);
  };
  return (
    <Button
      size="xs"
      loading={isAdding}
      leftSection={<IconDatabasePlus size={14} />}
      onClick={() => void add()}
    >
      Add {formatCounted(corrected.length, 'corrected picture')} to the data set
    </Button>
  );
}
