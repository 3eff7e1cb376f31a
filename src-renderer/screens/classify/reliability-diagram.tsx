import { type ReliabilityBin, reliabilityBins } from '../../../src-shared/calibration/reliability.ts';
import type { Calibration } from '../../../src-shared/contract/classify.ts';
import { formatCounted, formatPercent } from '../../ui/format.ts';
import classes from './classify.module.css';

const SIDE = 240;
const LEFT = 34;
const BOTTOM = 30;
const PLOT = SIDE - LEFT;

/** How often the first answer is right, by how sure the network is: on the diagonal it is as sure as it should be (Guo et al. 2017, figure 1). */
export function ReliabilityDiagram({
  calibration: { answers, rawConfidences },
}: {
  calibration: Calibration;
}) {
  const fitted = reliabilityBins(answers);
  const raw = reliabilityBins(
    answers.map(({ isRight }, index) => ({ isRight, confidence: rawConfidences[index] ?? 0 })),
  );
  const x = (share: number) => LEFT + share * PLOT;
  const y = (share: number) => PLOT * (1 - share);
  return (
    <figure className={classes.diagram}>
      <svg
        viewBox={`0 0 ${SIDE} ${PLOT + BOTTOM}`}
        width={SIDE}
        role="img"
        aria-label={`Reliability diagram: ${fitted
          .filter(({ count }) => count > 0)
          .map(said)
          .join('; ')}`}
      >
        {[0, 0.5, 1].map((share) => (
          <g key={share} className={classes.axis}>
            <line x1={LEFT} x2={SIDE} y1={y(share)} y2={y(share)} />
            <text x={LEFT - 6} y={y(share)} dy={share === 1 ? '0.8em' : '0.3em'} textAnchor="end">
              {share * 100}
            </text>
            <text
              x={x(share)}
              y={PLOT + 14}
              textAnchor={share === 1 ? 'end' : share === 0 ? 'start' : 'middle'}
            >
              {share * 100} %
            </text>
          </g>
        ))}
        {fitted.map((bin) => (
          <rect
            key={bin.from}
            className={classes.bin}
            x={x(bin.from) + 1}
            width={PLOT / fitted.length - 2}
            y={y(bin.accuracy)}
            height={PLOT * bin.accuracy}
          >
            <title>{said(bin)}</title>
          </rect>
        ))}
        <line className={classes.diagonal} x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
        <polyline
          className={classes.raw}
          points={raw
            .filter(({ count }) => count > 0)
            .map(({ confidence, accuracy }) => `${x(confidence)},${y(accuracy)}`)
            .join(' ')}
        />
        <text className={classes.axisName} x={x(0.5)} y={PLOT + 28} textAnchor="middle">
          how sure it is
        </text>
      </svg>
      <figcaption>Bars: share that is right, calibrated. Orange: as the network says it.</figcaption>
    </figure>
  );
}

function said({ from, to, count, accuracy }: ReliabilityBin): string {
  return `${formatPercent(from, 0)} to ${formatPercent(to, 0)} sure: ${formatPercent(accuracy, 0)} right of ${formatCounted(count, 'picture')}`;
}
