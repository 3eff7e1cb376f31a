import { useElementSize } from '@mantine/hooks';
import type { Run } from '../../../../src-shared/contract/runs.ts';
import type { Split } from '../../../../src-shared/figures.ts';
import { formatPercent } from '../../../ui/format.ts';
import { VirtualRows } from '../../../ui/virtual-rows.tsx';
import { AnsweredPicture, WhyButton } from '../answers/answered-picture.tsx';
import type { RunAnswers } from '../answers/run-answers.ts';
import type { ComparedRun } from '../compared-run.ts';
import classes from './disagreements.module.css';
import type { Disagreement, Said } from './disagreements.ts';

interface DisagreementGalleryProps {
  readonly pair: readonly [ComparedRun, ComparedRun];
  readonly split: Split;
  /** Of the first run; their slots are those of the second too. */
  readonly answers: RunAnswers;
  readonly pictures: readonly Disagreement[];
}

const CARD = 330;
const HEIGHT = 132;
const GAP = 12;

/** Pictures with what both runs say of them. Only what is near the window is drawn. */
export function DisagreementGallery({ pair, split, answers, pictures }: DisagreementGalleryProps) {
  const { ref, width } = useElementSize();
  const columns = Math.max(1, Math.floor((width + GAP) / (CARD + GAP)));
  const rows = Array.from({ length: Math.ceil(pictures.length / columns) }, (_, row) =>
    pictures.slice(row * columns, (row + 1) * columns),
  );
  return (
    <div ref={ref} className={classes.gallery} style={{ '--columns': columns }}>
      {width > 0 && (
        <VirtualRows
          rows={rows}
          layout={`${columns} ${pictures.length}`}
          heightOf={() => HEIGHT + GAP}
          keyOf={(row) => row.map(({ first }) => first).join()}
        >
          {(row) => (
            <div className={classes.row}>
              {row.map((one) => (
                <Card key={one.first} pair={pair} split={split} answers={answers} picture={one} />
              ))}
            </div>
          )}
        </VirtualRows>
      )}
    </div>
  );
}

type CardProps = Omit<DisagreementGalleryProps, 'pictures'> & { readonly picture: Disagreement };

function Card({ pair, split, answers, picture }: CardProps) {
  const { label, said, first, second } = picture;
  return (
    <article className={classes.card} aria-label={`${label}, picture ${first + 1} of the split`}>
      <div className={classes.picture}>
        <AnsweredPicture answers={answers} place={first} label={label} />
      </div>
      <div className={classes.words}>
        <div className={classes.label} title={label}>
          {label}
        </div>
        <Answer one={pair[0]} said={said[0]} isRight={said[0].label === label} place={first} split={split} />
        <Answer one={pair[1]} said={said[1]} isRight={said[1].label === label} place={second} split={split} />
      </div>
    </article>
  );
}

interface AnswerProps {
  readonly one: { readonly run: Run; readonly colour: string };
  readonly said: Said;
  readonly isRight: boolean;
  readonly place: number;
  readonly split: Split;
}

function Answer({ one: { run, colour }, said, isRight, place, split }: AnswerProps) {
  return (
    <div className={classes.answer}>
      <span className={classes.dot} style={{ background: colour }} title={run.name} />
      <span className={classes.said} title={`${run.name}: ${said.label}`} data-right={isRight}>
        {isRight ? '✓' : '✗'} {said.label} {formatPercent(said.probability, 0)}
      </span>
      <WhyButton run={run} split={split} place={place} label={`Why ${run.name} says ${said.label}`}>
        Why?
      </WhyButton>
    </div>
  );
}
