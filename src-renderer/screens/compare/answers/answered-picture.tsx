import { Button } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Run } from '../../../../src-shared/contract/runs.ts';
import type { Split } from '../../../../src-shared/figures.ts';
import { pictureUrl } from '../../../../src-shared/routes.ts';
import { notifyFailure } from '../../../actions/notify.tsx';
import { studio } from '../../../client/studio.ts';
import { chosenPicture } from '../../inspect/picture/chosen-picture.ts';
import classes from './answers.module.css';
import type { RunAnswers } from './run-answers.ts';

interface AnsweredPictureProps {
  readonly answers: RunAnswers;
  /** The picture's place in its split. */
  readonly place: number;
  readonly label: string;
}

/** A picture of a split. */
export function AnsweredPicture({ answers: { slots, checksums }, place, label }: AnsweredPictureProps) {
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <div className={classes.picture} title="This picture is no longer here." />;
  const picture = { slot: slots[place] ?? 0, checksum: (checksums[place] ?? 0) >>> 0 };
  return (
    <img
      className={classes.picture}
      src={pictureUrl(picture, 128)}
      alt={label}
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => setBroken(true)}
    />
  );
}

interface WhyButtonProps {
  readonly run: Run;
  readonly split: Split;
  readonly place: number;
  readonly children: React.ReactNode;
  /** What the button is called, where its text alone does not say it. */
  readonly label: string;
}

/** The way to why a run sees what it does in a picture. */
export function WhyButton({ run, split, place, children, label }: WhyButtonProps) {
  const [, navigate] = useLocation();
  const open = async (): Promise<void> => {
    const { pictures } = await studio.datasets.pictures({
      datasetId: run.dataset.id,
      split,
      offset: place,
      limit: 1,
    });
    const [picture] = pictures;
    if (picture) chosenPicture.set({ kind: 'dataset', picture });
    navigate(`/runs/${run.id}/inspect/why`);
  };
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      aria-label={label}
      onClick={() => void open().catch(notifyFailure)}
    >
      {children}
    </Button>
  );
}
