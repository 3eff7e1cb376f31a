import type { Verdict } from '../../../../src-shared/contract/compare.ts';
import { intervalAxis, placeOn } from './interval-ticks.ts';
import { points } from './points.ts';
import classes from './real.module.css';

/** Every comparison's difference with its interval on one axis; to the right of zero the group is better than the first one. */
export function IntervalPlot({ verdict: { groups, comparisons } }: { verdict: Verdict }) {
  const axis = intervalAxis(comparisons);
  return (
    <div
      className={classes.plot}
      role="img"
      aria-label={`Differences from ${groups[0]?.name} with their 95 % intervals; the table below has the numbers.`}
    >
      {comparisons.map(({ second, difference, low, high, isReal }) => (
        <Row key={second} name={groups[second]?.name ?? ''}>
          {axis.ticks.map((tick) => (
            <span key={tick} className={classes.grid} style={{ left: `${placeOn(axis, tick)}%` }} />
          ))}
          <span className={classes.zero} style={{ left: `${placeOn(axis, 0)}%` }} />
          <span
            className={classes.bar}
            data-real={isReal}
            style={{ left: `${placeOn(axis, low)}%`, right: `${100 - placeOn(axis, high)}%` }}
          />
          <span
            className={classes.dot}
            data-real={isReal}
            style={{ left: `${placeOn(axis, difference)}%` }}
          />
        </Row>
      ))}
      <span />
      <div className={classes.axis}>
        {axis.ticks.map((tick) => (
          <span key={tick} style={{ left: `${placeOn(axis, tick)}%` }}>
            {points(tick)}
          </span>
        ))}
      </div>
    </div>
  );
}

function Row({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <span className={classes.name} title={name}>
        {name}
      </span>
      <div className={classes.track}>{children}</div>
    </>
  );
}
