import { useQuery } from '@tanstack/react-query';
import type { Run } from '../../../../src-shared/contract/runs.ts';
import type { Evaluation, Split } from '../../../../src-shared/figures.ts';
import { inspectionUrl } from '../../../../src-shared/routes.ts';
import { studio } from '../../../client/studio.ts';
import { fetchFloat32, fetchInt32 } from '../../inspect/parts/fetch-part.ts';
import { useWork, type WorkState } from '../../inspect/parts/use-work.ts';
import type { RunAnswers } from './run-answers.ts';
import { weightsKey } from './split-choice.tsx';

/** The answers, and the work that it takes to have them. */
export interface AnswersState {
  readonly work: WorkState<unknown>;
  readonly answers: RunAnswers | undefined;
}

/** A run's answers by its best checkpoint; worked out first where they are not kept yet. */
export function useAnswers(
  run: Run | undefined,
  split: Split,
  { views = 1, isAsked = true }: { views?: Evaluation['views']; isAsked?: boolean } = {},
): AnswersState {
  const key = [run ? weightsKey([run]) : null, split, views];
  const work = useWork(
    ['answers', ...key],
    (signal) => studio.compare.answers({ runId: run?.id ?? '', split, views }, { signal }),
    { isAsked: isAsked && run !== undefined },
  );
  const inspectionId = work.data?.inspectionId;
  const columns = useQuery({
    queryKey: ['answer-columns', inspectionId],
    enabled: inspectionId !== undefined,
    queryFn: async ({ signal }): Promise<RunAnswers> => {
      const url = (part: string) => inspectionUrl(inspectionId ?? '', { part });
      const [slots, checksums, labels, predicted, confidence, own] = await Promise.all([
        fetchInt32(url('slots'), signal),
        fetchInt32(url('checksums'), signal),
        fetchInt32(url('labels'), signal),
        fetchInt32(url('predicted'), signal),
        fetchFloat32(url('confidence'), signal),
        fetchFloat32(url('own'), signal),
      ]);
      return { slots, checksums, labels, predicted, confidence, own };
    },
  });
  const error = work.error ?? columns.error;
  return { work: { ...work, error, isWorking: work.isWorking || columns.isFetching }, answers: columns.data };
}

/** The classes that were predicted in the validation after an epoch. */
export function useEpochAnswers(run: Run | undefined, epoch: number | null) {
  return useQuery({
    queryKey: ['epoch-answers', run?.id, epoch],
    enabled: run !== undefined && epoch !== null,
    queryFn: async ({ signal }) => {
      const { inspectionId } = await studio.compare.epochAnswers(
        { runId: run?.id ?? '', epoch: epoch ?? 0 },
        { signal },
      );
      const [labels, predicted] = await Promise.all(
        ['labels', 'predicted'].map((part) => fetchInt32(inspectionUrl(inspectionId, { part }), signal)),
      );
      return { labels: labels ?? new Int32Array(), predicted: predicted ?? new Int32Array() };
    },
  });
}
