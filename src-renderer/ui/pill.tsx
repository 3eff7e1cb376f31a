import classes from './pill.module.css';

interface PillProps {
  /** `accent` and `good` say what is, `warn` and `bad` what needs a look, `quiet` the rest. */
  readonly tone: 'accent' | 'good' | 'warn' | 'bad' | 'quiet';
  readonly children: React.ReactNode;
}

/** A word or two on a tinted ground. */
export function Pill({ tone, children }: PillProps) {
  return (
    <span className={classes.pill} data-tone={tone}>
      {children}
    </span>
  );
}
