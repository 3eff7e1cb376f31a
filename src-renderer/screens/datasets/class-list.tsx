import type { z } from 'zod';
import type { ClassCounts } from '../../../src-shared/contract/datasets.ts';
import { Split } from '../../../src-shared/figures.ts';
import classes from './class-list.module.css';
import { SPLIT_TITLES } from './gallery.tsx';

type Counts = z.infer<typeof ClassCounts>;

interface ClassListProps {
  readonly counts: readonly Counts[];
  /** Null: all classes. */
  readonly chosen: string | null;
  readonly onChoose: (label: string | null) => void;
}

/** The classes with how many pictures each has in which split; choosing one narrows the gallery to it. */
export function ClassList({ counts, chosen, onChoose }: ClassListProps) {
  const largest = Math.max(1, ...counts.map(total));
  return (
    <nav className={`card ${classes.list}`} aria-label="Classes">
      <button
        type="button"
        className={classes.all}
        aria-pressed={chosen === null}
        onClick={() => onChoose(null)}
      >
        All classes <span>{counts.length}</span>
      </button>
      {counts.map((one) => (
        <button
          key={one.label}
          type="button"
          className={classes.one}
          aria-pressed={chosen === one.label}
          title={Split.options.map((split) => `${SPLIT_TITLES[split]} ${one[split]}`).join(', ')}
          onClick={() => onChoose(chosen === one.label ? null : one.label)}
        >
          <span className={classes.name}>{one.label}</span>
          <span className={classes.count}>{total(one).toLocaleString('en-US')}</span>
          <span className={classes.bar} style={{ width: `${(total(one) / largest) * 100}%` }} aria-hidden>
            {Split.options.map((split) => (
              <i key={split} data-split={split} style={{ flexGrow: one[split] }} />
            ))}
          </span>
        </button>
      ))}
      <p className={classes.key}>
        {Split.options.map((split) => (
          <span key={split} data-split={split}>
            {SPLIT_TITLES[split]}
          </span>
        ))}
      </p>
    </nav>
  );
}

function total({ train, val, test }: Counts): number {
  return train + val + test;
}
