import { NOT_A_NUMBER } from './colour-scale.ts';
import classes from './parts.module.css';

/** Stands beside a scale where values are shown that have no place on it. */
export function NotANumber() {
  return (
    <span className={classes.legend}>
      <i data-small style={{ background: `rgb(${NOT_A_NUMBER.join(' ')})` }} aria-hidden />
      not a number
    </span>
  );
}
