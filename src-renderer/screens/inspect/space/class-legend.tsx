import { classLook, markPath } from './class-look.ts';
import classes from './space.module.css';

interface ClassLegendProps {
  readonly labels: readonly string[];
  readonly highlighted: number | null;
  readonly onHighlight: (label: number | null) => void;
}

/** The classes with their marks; one of them can be made to stand out. */
export function ClassLegend({ labels, highlighted, onHighlight }: ClassLegendProps) {
  return (
    <ul className={classes.legend} aria-label="Classes">
      {labels.map((label, index) => {
        const look = classLook(index);
        return (
          <li key={label}>
            <button
              type="button"
              aria-pressed={highlighted === index}
              onClick={() => onHighlight(highlighted === index ? null : index)}
            >
              <svg width={12} height={12} aria-hidden>
                <path d={markPath(look, 6, 6, 4)} fill={look.colour} />
              </svg>
              {label}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
