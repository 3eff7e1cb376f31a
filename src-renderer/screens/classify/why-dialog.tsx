import { Modal, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RunId } from '../../../src-shared/ids.ts';
import { uploadFiles } from '../../actions/upload-files.ts';
import { api, studio } from '../../client/studio.ts';
import type { AskedPicture } from '../../state/answers.ts';
import { ErrorCard } from '../../ui/error-card.tsx';
import { useRecord } from '../inspect/picture/chosen-picture.ts';
import { Explanation } from '../inspect/why/explanation.tsx';
import { shortName } from './answer-grid.tsx';
import { type Judge, verdictOf } from './verdict.ts';

interface WhyDialogProps {
  readonly picture: AskedPicture;
  readonly judge: Judge;
  readonly onClose: () => void;
}

/** Grad-CAM of a picture's first answer, or of another class, laid over the picture. The inspector has the other methods. */
export function WhyDialog({ picture, judge, onClose }: WhyDialogProps) {
  const { runId } = judge.classifier;
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Why this class: ${shortName(picture.file)}`}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {runId !== null && <Why picture={picture} judge={judge} runId={runId} />}
    </Modal>
  );
}

function Why({ picture, judge, runId }: { picture: AskedPicture; judge: Judge; runId: RunId }) {
  const look = useQuery({
    queryKey: ['why', picture.key, runId],
    queryFn: async ({ signal }) =>
      studio.inspect.look({ runId, source: await sourceOf(picture, signal) }, { signal }),
  });
  const record = useRecord(look.data?.lookId);
  const network = useQuery(api.inspect.network.queryOptions({ input: { runId } }));
  const verdict = verdictOf(picture, judge, { top: 1, threshold: 0 });
  const { labels } = judge.classifier;
  const first = verdict.kind === 'answer' ? labels.indexOf(verdict.predictions[0]?.label ?? '') : 0;
  const [label, setLabel] = useState(first);
  const failure = look.error ?? record.error ?? network.error;
  if (failure)
    return (
      <ErrorCard title="The answer cannot be explained" error={failure} onRetry={() => void look.refetch()} />
    );
  if (!look.data || !record.data || !network.data) return <Skeleton height={480} radius="lg" />;
  return (
    <Explanation
      weights={{ runId }}
      lookId={look.data.lookId}
      record={record.data}
      crop={network.data.crop}
      method="grad-cam"
      layer={null}
      labels={labels}
      label={label}
      onLabel={setLabel}
      name={look.data.name}
      look="heat"
      opacity={0.6}
    />
  );
}

async function sourceOf({ origin }: AskedPicture, signal: AbortSignal) {
  if (origin.kind === 'path') return { kind: 'path', path: origin.path } as const;
  const file = { file: origin.file, path: origin.file.name };
  return { kind: 'upload', uploadId: await uploadFiles([file], signal, () => undefined) } as const;
}
