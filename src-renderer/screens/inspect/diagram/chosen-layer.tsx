import { formatBytes, formatCount } from '../../../../src-shared/nets/format-number.ts';
import type { ImageShape } from '../../../../src-shared/nets/net-spec.ts';
import type { ReceptiveField } from '../../../../src-shared/nets/receptive-field.ts';
import type { SummaryRow } from '../../../../src-shared/nets/summary.ts';
import { FigureStrip } from '../../../ui/figure.tsx';
import { UNKNOWN } from '../../../ui/format.ts';
import classes from './diagram.module.css';
import { formatMilliseconds } from './layer-table.tsx';

interface ChosenLayerProps {
  readonly input: ImageShape;
  /** Null for the picture itself. */
  readonly row: SummaryRow | null;
  /** Null where it has not been measured; absent where that cannot be. */
  readonly ms?: number | null;
}

/** What the shapes say of the layer that is chosen in the diagram. */
export function ChosenLayer({ input, row, ms }: ChosenLayerProps) {
  if (!row) {
    return (
      <div className={classes.chosen}>
        <FieldOnPicture
          input={input}
          field={{ size: [input[0], input[1]], jump: [0, 0], start: [0, 0] }}
          row={0}
        />
        <div>
          <h3 className={classes.chosenHead}>picture</h3>
          <p className={classes.formulas}>
            What the network takes in: {input.join(' × ')} numbers, cut from the middle of the picture’s 256 ×
            256 record.
          </p>
        </div>
      </div>
    );
  }
  const { receptiveField: field, output } = row;
  return (
    <div className={classes.chosen}>
      <FieldOnPicture input={input} field={field} row={output.length > 2 ? (output[0] ?? 1) : 1} />
      <div>
        <h3 className={classes.chosenHead}>
          {row.name} <span>{row.type}</span>
        </h3>
        <FigureStrip
          label="The layer"
          figures={[
            { label: 'Output', value: output.join(' × ') },
            { label: 'Parameters', value: formatCount(row.params) },
            { label: 'Multiply-adds', value: formatCount(row.multiplyAdds) },
            { label: 'Activations', value: formatBytes(row.activationBytes) },
            ...(ms === undefined
              ? []
              : [{ label: 'Time here', value: ms === null ? UNKNOWN : formatMilliseconds(ms) }]),
          ]}
        />
        <p className={classes.formulas}>
          {row.params > 0 && <span className={classes.second}>Parameters: {row.formula}</span>}
          <span className={classes.second}>Size: {row.outputFormula}</span>
        </p>
      </div>
    </div>
  );
}

/** The picture with the pixels that an element in the middle of the layer's map sees. */
function FieldOnPicture({ input, field, row }: { input: ImageShape; field: ReceptiveField; row: number }) {
  const [height, width] = input;
  const middle = Math.floor(row / 2);
  const top = field.start[0] + middle * field.jump[0];
  const left = field.start[1] + middle * field.jump[1];
  const size = `${field.size[0]} × ${field.size[1]}`;
  return (
    <figure className={classes.field}>
      <svg
        viewBox={`-1 -1 ${width + 2} ${height + 2}`}
        role="img"
        aria-label={`Receptive field ${size} pixels`}
      >
        <rect className={classes.fieldPicture} width={width} height={height} />
        <rect
          className={classes.fieldSeen}
          x={Math.max(0, left)}
          y={Math.max(0, top)}
          width={Math.min(width, left + field.size[1]) - Math.max(0, left)}
          height={Math.min(height, top + field.size[0]) - Math.max(0, top)}
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <figcaption>sees {size} px</figcaption>
    </figure>
  );
}
