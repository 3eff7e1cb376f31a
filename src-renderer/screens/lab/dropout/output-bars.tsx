import classes from './dropout.module.css';

interface OutputBarsProps {
  /** This step's outputs, their means over the steps so far, and those of the whole network. */
  readonly outputs: readonly number[];
  readonly mean: readonly number[];
  readonly whole: readonly number[];
}

const ROWS = [
  { key: 'outputs', title: 'This step' },
  { key: 'mean', title: 'Mean so far' },
  { key: 'whole', title: 'In use' },
] as const;

/** The outputs side by side: those of single steps jump, their mean comes near those of the whole network. */
export function OutputBars(props: OutputBarsProps) {
  const largest = Math.max(1e-9, ...[...props.outputs, ...props.mean, ...props.whole].map(Math.abs));
  return (
    <table className={classes.outputs} aria-label="Outputs">
      <thead>
        <tr>
          <th scope="col">Output</th>
          {props.whole.map((_, unit) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a unit is its place
            <th key={unit} scope="col">
              {unit + 1}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ROWS.map(({ key, title }) => (
          <tr key={key}>
            <th scope="row">{title}</th>
            {props[key].map((value, unit) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a unit is its place
              <td key={unit}>
                {value.toFixed(2).replace('-', '−')}
                <span className={classes.track} aria-hidden>
                  <i
                    data-negative={value < 0}
                    style={{ width: `${((Math.abs(value) / largest) * 100).toFixed(1)}%` }}
                  />
                </span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
