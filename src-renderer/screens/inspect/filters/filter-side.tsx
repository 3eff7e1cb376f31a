import classes from './filters.module.css';

interface FilterSideProps {
  /** Whose filters these are; null where there are no others to tell them from. */
  readonly title: string | null;
  readonly aside?: React.ReactNode;
  readonly children: React.ReactNode;
}

/** One of two sheets of filters side by side, or the only one. */
export function FilterSide({ title, aside, children }: FilterSideProps) {
  if (title === null) return children;
  return (
    <section aria-label={title} className={classes.side}>
      <header className={classes.sideHead}>
        <h3 className={classes.sideTitle}>{title}</h3>
        {aside}
      </header>
      {children}
    </section>
  );
}
