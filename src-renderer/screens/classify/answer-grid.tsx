import type { AskedPicture } from '../../state/answers.ts';
import { Pill } from '../../ui/pill.tsx';
import { useWidth } from '../../ui/use-width.ts';
import { VirtualRows } from '../../ui/virtual-rows.tsx';
import classes from './classify.module.css';
import { PictureMenu } from './picture-menu.tsx';
import { PictureThumb } from './picture-thumb.tsx';
import { type Judge, type Reading, verdictOf } from './verdict.ts';
import { VerdictBars } from './verdict-view.tsx';

export interface AnswersProps {
  readonly pictures: readonly AskedPicture[];
  /** One or two. */
  readonly judges: readonly Judge[];
  readonly reading: Reading;
  readonly onWhy: (picture: AskedPicture) => void;
}

const NARROWEST = { one: 380, two: 560 };
const HEIGHT = 248;
const GAP = 16;

/** The answers as cards; of thousands only those near the window are drawn. */
export function AnswerGrid({ pictures, ...rest }: AnswersProps) {
  const { ref, width } = useWidth();
  const narrowest = rest.judges.length > 1 ? NARROWEST.two : NARROWEST.one;
  const columns = Math.max(1, Math.floor((width + GAP) / (narrowest + GAP)));
  const rows = Array.from({ length: Math.ceil(pictures.length / columns) }, (_, row) =>
    pictures.slice(row * columns, (row + 1) * columns),
  );
  return (
    <div ref={ref} style={{ '--columns': columns }}>
      {width > 0 && (
        <VirtualRows
          rows={rows}
          layout={columns}
          heightOf={() => HEIGHT + GAP}
          keyOf={(row) => row[0]?.key ?? ''}
        >
          {(row) => (
            <div className={classes.row}>
              {row.map((picture) => (
                <AnswerCard key={picture.key} picture={picture} {...rest} />
              ))}
            </div>
          )}
        </VirtualRows>
      )}
    </div>
  );
}

function AnswerCard({
  picture,
  judges,
  reading,
  onWhy,
}: Omit<AnswersProps, 'pictures'> & { picture: AskedPicture }) {
  const name = shortName(picture.file);
  const [first] = judges;
  return (
    <article className={`card ${classes.card}`} aria-label={name}>
      <PictureThumb picture={picture} />
      <div className={classes.answer}>
        <div className={classes.head}>
          <span className={classes.file} title={picture.file}>
            {name}
          </span>
          {picture.correction !== null && <Pill tone="accent">{picture.correction}</Pill>}
          {first && <PictureMenu picture={picture} judge={first} onWhy={onWhy} />}
        </div>
        {picture.problem !== null ? (
          <p className={classes.failure}>{picture.problem}</p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: many classes have to be scrolled by keyboard too
          <section className={classes.verdicts} tabIndex={0} aria-label={`Answers to ${name}`}>
            {judges.map((judge) => (
              <div key={judge.classifier.key}>
                <div className={classes.by} title={judge.classifier.name}>
                  by {judge.classifier.name}
                </div>
                <VerdictBars verdict={verdictOf(picture, judge, reading)} />
              </div>
            ))}
          </section>
        )}
      </div>
    </article>
  );
}

/** The last part of a path. */
export function shortName(file: string): string {
  return file.split(/[\\/]/).at(-1) ?? file;
}
