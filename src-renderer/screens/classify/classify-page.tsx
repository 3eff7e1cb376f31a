import { Alert, Button, EmptyState, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCamera, IconPhotoSearch, IconTimeline } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { Run } from '../../../src-shared/contract/runs.ts';
import type { RunId } from '../../../src-shared/ids.ts';
import type { OwnClassifier } from '../../../src-shared/own-classifier.ts';
import { askAgain, classifyPictures } from '../../actions/classify-pictures.ts';
import { type Picked, pickedFromInput } from '../../actions/picked-files.ts';
import { api } from '../../client/studio.ts';
import { type AskedPicture, answers } from '../../state/answers.ts';
import { canClassify, useRuns } from '../../state/queries.ts';
import { useStore } from '../../state/store.ts';
import { DropZone } from '../../ui/drop-zone.tsx';
import { EngineCard } from '../../ui/engine-card.tsx';
import { ErrorCard } from '../../ui/error-card.tsx';
import { Page } from '../../ui/page.tsx';
import { CameraDialog } from '../inspect/picture/camera-dialog.tsx';
import { AnswerGrid } from './answer-grid.tsx';
import { AnswerList } from './answer-list.tsx';
import { AnswersToolbar } from './answers-toolbar.tsx';
import { Certainty } from './certainty.tsx';
import { ChoiceBar } from './choice-bar.tsx';
import { choices, choose } from './choices.ts';
import classes from './classify.module.css';
import { FolderField } from './folder-field.tsx';
import { JudgeStatus } from './judge-status.tsx';
import { shownPictures } from './shown-pictures.ts';
import { SortDialog } from './sort/sort-dialog.tsx';
import { findClassifier, useCalibration, useDecoder } from './use-judges.ts';
import type { Judge } from './verdict.ts';
import { WhyDialog } from './why-dialog.tsx';

/** Drops pictures on trained networks, shows what they say, and does something with it. */
export function ClassifyPage({ runId }: { runId?: RunId }) {
  const runs = useRuns();
  const own = useQuery(api.classifiers.list.queryOptions());
  const able = newestCompletedFirst(runs.data?.filter(canClassify) ?? []);
  const first = able[0]?.id ?? own.data?.[0]?.id;
  useEffect(() => {
    if (runId !== undefined) choose({ first: runId });
  }, [runId]);
  const failure = runs.error ?? own.error;
  return (
    <Page title="Classify" subtitle="Drop pictures on a trained network and see what it takes them for.">
      <EngineCard />
      {failure && (
        <ErrorCard
          title="The networks cannot be listed"
          error={failure}
          onRetry={() => void Promise.all([runs.refetch(), own.refetch()])}
        />
      )}
      {(runs.isPending || own.isPending) && <Skeleton height={280} radius="lg" />}
      {runs.data && own.data && (
        <>
          <Choosing runs={able} own={own.data} fallback={first ?? null} />
          {first === undefined && (
            <EmptyState
              icon={<IconTimeline />}
              title="A trained network first"
              description="As soon as a run has saved a checkpoint, it can be asked about pictures. An ONNX classifier from elsewhere can be, too."
            >
              <Button component={Link} href="/train">
                Train a network
              </Button>
            </EmptyState>
          )}
        </>
      )}
    </Page>
  );
}

interface ChoosingProps {
  readonly runs: readonly Run[];
  readonly own: readonly OwnClassifier[];
  readonly fallback: string | null;
}

function Choosing({ runs, own, fallback }: ChoosingProps) {
  const { first, second, where } = useStore(choices, (value) => value);
  const known = [...runs.map(({ id }) => String(id)), ...own.map(({ id }) => String(id))];
  const chosen = first !== null && known.includes(first) ? first : fallback;
  const judge = findClassifier(chosen, runs, own, where);
  const beside = second === chosen ? null : findClassifier(second, runs, own, where);
  useDecoder();
  const calibrations = [useCalibration(judge), useCalibration(beside)] as const;
  const judges: Judge[] = [judge, beside].flatMap((classifier, index) =>
    classifier
      ? [{ classifier, temperature: calibrations[index === 0 ? 0 : 1].data?.calibration.temperature ?? 1 }]
      : [],
  );
  return (
    <>
      <ChoiceBar runs={runs} own={own} first={chosen} />
      {judge && (
        <>
          <div className={classes.judges}>
            {judges.map(({ classifier }) => (
              <JudgeStatus key={classifier.key} classifier={classifier} />
            ))}
          </div>
          <Pictures judges={judges}>
            <Certainty classifier={judge} work={calibrations[0]} />
          </Pictures>
        </>
      )}
    </>
  );
}

/** The pictures and what the judges say of them. `children` stand between where pictures are given and where they are shown. */
function Pictures({ judges, children }: { judges: readonly Judge[]; children: React.ReactNode }) {
  const { pictures, work, failure } = useStore(answers, (value) => value);
  const { top, threshold, view, shown } = useStore(choices, (value) => value);
  const [cameraOpened, camera] = useDisclosure(false);
  const [sortOpened, sort] = useDisclosure(false);
  const [why, setWhy] = useState<AskedPicture | null>(null);
  const classifiers = judges.map(({ classifier }) => classifier);
  const keys = classifiers.map(({ key }) => key).join('\n');

  // biome-ignore lint/correctness/useExhaustiveDependencies: the classifiers are others when their keys are
  useEffect(() => void askAgain(classifiers), [keys]);

  const ask = (picked: Picked) => void classifyPictures(picked, classifiers);
  usePaste(ask);
  const reading = { top, threshold };
  const visible = shownPictures(pictures, shown, judges, reading);
  const hasPictures = pictures.length > 0 || work !== null;
  const [first] = judges;
  const View = view === 'list' ? AnswerList : AnswerGrid;
  return (
    <>
      <DropZone
        icon={<IconPhotoSearch size={hasPictures ? 28 : 44} stroke={1.4} />}
        title="Drop pictures or a folder"
        hint="Zip archives and pasting from the clipboard work too."
        pictures
        compact={hasPictures}
        onPicked={ask}
      >
        <Button variant="default" leftSection={<IconCamera size={16} />} onClick={camera.open}>
          Camera
        </Button>
      </DropZone>
      <FolderField onPath={(path) => ask({ files: [], paths: [path] })} />
      {children}
      {failure && (
        <Alert color="red" role="alert" title="The pictures could not be classified">
          {failure}
        </Alert>
      )}
      {hasPictures && (
        <AnswersToolbar shownPictures={visible} judges={judges} reading={reading} onSort={sort.open} />
      )}
      {visible.length > 0 && <View pictures={visible} judges={judges} reading={reading} onWhy={setWhy} />}
      <CameraDialog
        opened={cameraOpened}
        onClose={camera.close}
        onTake={(file) => {
          camera.close();
          const shot = numberedShot(file);
          ask({ files: [{ file: shot, path: shot.name }], paths: [] });
        }}
      />
      {first && why && <WhyDialog picture={why} judge={first} onClose={() => setWhy(null)} />}
      {first && sortOpened && (
        <SortDialog pictures={visible} judge={first} reading={reading} onClose={sort.close} />
      )}
    </>
  );
}

let shots = 0;

/** Each picture of the camera by a name of its own. */
function numberedShot(file: File): File {
  return new File([file], `camera ${++shots}.png`, { type: file.type });
}

/** Takes pictures that are pasted anywhere on the page. */
function usePaste(onPicked: (picked: Picked) => void): void {
  useEffect(() => {
    const paste = ({ clipboardData }: ClipboardEvent) => {
      if (clipboardData?.files.length) onPicked(pickedFromInput(clipboardData.files));
    };
    window.addEventListener('paste', paste);
    return () => window.removeEventListener('paste', paste);
  });
}

function newestCompletedFirst(runs: readonly Run[]): Run[] {
  const isCompleted = (run: Run) => Number(run.state.status === 'completed');
  return [...runs].sort((a, b) => isCompleted(b) - isCompleted(a) || b.createdAtMs - a.createdAtMs);
}
