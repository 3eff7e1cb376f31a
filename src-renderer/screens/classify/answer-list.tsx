import { Pill } from '../../ui/pill.tsx';
import { VirtualRows } from '../../ui/virtual-rows.tsx';
import type { AnswersProps } from './answer-grid.tsx';
import classes from './classify.module.css';
import { PictureMenu } from './picture-menu.tsx';
import { PictureThumb } from './picture-thumb.tsx';
import { verdictOf } from './verdict.ts';
import { VerdictLine } from './verdict-view.tsx';

const HEIGHT = 56;

/** The answers a line each, for many pictures. */
export function AnswerList({ pictures, judges, reading, onWhy }: AnswersProps) {
  const [first] = judges;
  return (
    <div className="card" style={{ '--judges': judges.length }}>
      <VirtualRows rows={pictures} layout="list" heightOf={() => HEIGHT} keyOf={({ key }) => key}>
        {(picture) => (
          <div className={classes.line}>
            <PictureThumb picture={picture} />
            <span className={classes.said} title={picture.file}>
              {picture.file} {picture.correction !== null && <Pill tone="accent">{picture.correction}</Pill>}
            </span>
            {judges.map((judge) => (
              <VerdictLine key={judge.classifier.key} verdict={verdictOf(picture, judge, reading)} />
            ))}
            {first && <PictureMenu picture={picture} judge={first} onWhy={onWhy} />}
          </div>
        )}
      </VirtualRows>
    </div>
  );
}
