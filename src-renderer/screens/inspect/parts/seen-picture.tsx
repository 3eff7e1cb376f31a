import type { Area } from '../../../../src-shared/contract/inspect-answers.ts';
import type { Pixels } from '../../../../src-shared/lab/pixels.ts';
import { PixelCanvas } from '../../lab/parts/pixel-canvas.tsx';
import { areaOutline } from './area-outline.ts';
import classes from './parts.module.css';

interface SeenPictureProps {
  readonly pixels: Pixels;
  readonly size: number;
  readonly label: string;
  /** Rectangle of the picture that is seen; the rest is darkened. Null for all of it. */
  readonly area: Area | null;
}

/** A picture with the part of it that something sees. */
export function SeenPicture({ pixels, size, label, area }: SeenPictureProps) {
  const { width, height } = pixels;
  return (
    <div className={classes.seen} style={{ width: size }}>
      <PixelCanvas pixels={pixels} label={label} size={size} />
      {area && (
        <svg viewBox={`0 0 ${width} ${height}`} aria-hidden>
          <path
            className={classes.shade}
            fillRule="evenodd"
            d={`M0 0H${width}V${height}H0Z ${areaOutline(area, width, height)}`}
          />
          <path className={classes.frame} d={areaOutline(area, width, height)} />
        </svg>
      )}
    </div>
  );
}
