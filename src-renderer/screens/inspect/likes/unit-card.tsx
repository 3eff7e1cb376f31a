import type { Area } from '../../../../src-shared/contract/inspect-answers.ts';
import { pictureUrl } from '../../../../src-shared/routes.ts';
import { shortNumber } from '../parts/short-number.ts';
import { RECORD_SIZE } from '../picture/chosen-picture.ts';
import classes from './likes.module.css';
import type { LikedPictures } from './units-svg.ts';

interface UnitCardProps {
  readonly unit: LikedPictures;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

/** The nine pictures that excite a unit most, each with the patch that does it. */
export function UnitCard({ unit: { unit, pictures }, isChosen, onChoose }: UnitCardProps) {
  const strongest = pictures[0];
  return (
    <button
      type="button"
      className={classes.unit}
      aria-pressed={isChosen}
      title="Make the picture that it likes most"
      onClick={onChoose}
    >
      <span className={classes.unitHead}>
        <b>Unit {unit + 1}</b>{' '}
        {strongest && strongest.value > 0 ? shortNumber(strongest.value) : 'never excited'}
      </span>
      <span className={classes.nine}>
        {pictures.map(({ picture, value, patch }) => (
          <span
            key={picture.slot}
            className={classes.top}
            title={`${picture.label}, ${picture.file}: ${shortNumber(value)}`}
          >
            <img src={pictureUrl(picture, 128)} alt="" loading="lazy" draggable={false} />
            <i style={frameOf(patch)} />
          </span>
        ))}
      </span>
    </button>
  );
}

function frameOf({ top, left, height, width }: Area): React.CSSProperties {
  const share = (pixels: number) => `${(pixels / RECORD_SIZE) * 100}%`;
  return { top: share(top), left: share(left), height: share(height), width: share(width) };
}
