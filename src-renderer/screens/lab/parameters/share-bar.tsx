import { Tooltip } from '@mantine/core';
import type { SummaryRow } from '../../../../src-shared/nets/summary.ts';
import { formatPercent } from '../../../ui/format.ts';
import classes from './parameters.module.css';

/** Shares from which on a layer's name has room in its part of the bar. */
const SHARE_WITH_NAME = 0.12;

/** All parameters as one bar, a part for each layer. */
export function ShareBar({ layers, total }: { layers: readonly SummaryRow[]; total: number }) {
  const parts = layers.filter(({ params }) => params > 0);
  return (
    <div className={classes.bar} role="img" aria-label={`Shares of ${parts.length} layers with parameters`}>
      {parts.map(({ name, type, params }) => (
        <Tooltip key={name} label={`${name}: ${formatPercent(params / total)}`}>
          <span
            className={classes.part}
            data-kind={type === 'Dense' ? 'dense' : type.includes('Conv') ? 'conv' : 'other'}
            style={{ flexGrow: params }}
          >
            {params / total > SHARE_WITH_NAME && (
              <>
                {name} <b>{formatPercent(params / total, 0)}</b>
              </>
            )}
          </span>
        </Tooltip>
      ))}
    </div>
  );
}
