import { RUN_COLOURS } from '../../../src-shared/run-colour.ts';
import classes from './colour-choice.module.css';

const NAMES = ['Blue', 'Orange', 'Green', 'Red', 'Violet', 'Brown', 'Pink', 'Grey'];

interface ColourChoiceProps {
  /** The one that is in use, where it is the same for all. */
  readonly chosen: string | null;
  /** Null: the default by the run's number. */
  readonly onChoose: (colour: string | null) => void;
}

/** The colours that runs can have: those that are easily told apart, any other, or the default. */
export function ColourChoice({ chosen, onChoose }: ColourChoiceProps) {
  return (
    <fieldset className={classes.colours} aria-label="Colour">
      {RUN_COLOURS.map((colour, i) => (
        <button
          key={colour}
          type="button"
          className={classes.swatch}
          style={{ background: colour }}
          aria-label={NAMES[i]}
          aria-pressed={colour === chosen}
          onClick={() => onChoose(colour)}
        />
      ))}
      <input
        type="color"
        className={classes.other}
        aria-label="Another colour"
        title="Another colour"
        value={chosen ?? RUN_COLOURS[0]}
        onChange={(event) => onChoose(event.currentTarget.value)}
      />
      <button type="button" className={classes.reset} onClick={() => onChoose(null)}>
        Default
      </button>
    </fieldset>
  );
}
