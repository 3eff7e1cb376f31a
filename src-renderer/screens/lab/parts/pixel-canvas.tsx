import { useEffect, useRef } from 'react';
import type { Pixels } from '../../../../src-shared/lab/pixels.ts';
import classes from './pixel-canvas.module.css';

interface PixelCanvasProps {
  readonly pixels: Pixels;
  readonly label: string;
  /** Width and height on the page; much smaller pictures are enlarged pixel by pixel, so that each can be seen. */
  readonly size: number;
}

/** A picture, drawn. */
export function PixelCanvas({ pixels, label, size }: PixelCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const { data, width, height } = pixels;
    if (width > 0 && height > 0)
      canvas.current?.getContext('2d')?.putImageData(new ImageData(data, width, height), 0, 0);
  }, [pixels]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      width={pixels.width}
      height={pixels.height}
      className={classes.canvas}
      data-enlarged={size >= 2 * pixels.width}
      style={{ width: size }}
    />
  );
}
