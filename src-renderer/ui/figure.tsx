import classes from './figure.module.css';

interface FigureProps {
  readonly label: string;
  readonly value: React.ReactNode;
  /** A quieter addition behind the value, such as the total. */
  readonly of?: React.ReactNode;
}

/** Figures side by side, each with its name above it. */
export function FigureStrip({ label, figures }: { label: string; figures: readonly FigureProps[] }) {
  return (
    <dl className={classes.strip} aria-label={label}>
      {figures.map((figure) => (
        <div key={figure.label} className={classes.figure}>
          <dt>{figure.label}</dt>
          <dd>
            {figure.value}
            {figure.of !== undefined && <span className={classes.of}> {figure.of}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
