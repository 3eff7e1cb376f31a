import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import classes from './confusion-matrix.module.css';

interface ConfusionCanvasProps {
  readonly labels: readonly string[];
  readonly shares: readonly (readonly number[])[];
  readonly onCell: (cell: readonly [number, number] | null) => void;
}

/** A matrix of many classes as a picture, one pixel a cell and enlarged; pointer and arrow keys read single cells. */
export function ConfusionCanvas({ labels, shares, onCell }: ConfusionCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [cell, setCell] = useState<readonly [number, number]>([0, 0]);
  const scheme = useComputedColorScheme('light');
  const size = labels.length;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `scheme` is not read here, but the colours are
  useEffect(() => {
    if (canvas.current) paint(canvas.current, shares);
  }, [shares, scheme]);

  const show = (actual: number, predicted: number) => {
    const next = [clamp(actual, size), clamp(predicted, size)] as const;
    setCell(next);
    onCell(next);
  };
  const moves: Record<string, readonly [number, number]> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
  };

  return (
    <canvas
      ref={canvas}
      className={classes.canvas}
      width={size}
      height={size}
      role="img"
      tabIndex={0}
      aria-label={`Confusion matrix of ${size} classes. The arrow keys read single cells.`}
      onPointerMove={({ currentTarget, clientX, clientY }) => {
        const box = currentTarget.getBoundingClientRect();
        show(
          Math.floor(((clientY - box.top) / box.height) * size),
          Math.floor(((clientX - box.left) / box.width) * size),
        );
      }}
      onPointerLeave={() => onCell(null)}
      onKeyDown={(event) => {
        const move = moves[event.key];
        if (!move) return;
        event.preventDefault();
        show(cell[0] + move[0], cell[1] + move[1]);
      }}
    />
  );
}

function clamp(index: number, size: number): number {
  return Math.min(size - 1, Math.max(0, index));
}

/** One fill a cell that is not empty: a matrix of a thousand classes has a million cells, nearly all of them zero. */
function paint(canvas: HTMLCanvasElement, shares: readonly (readonly number[])[]): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const styles = getComputedStyle(canvas);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = styles.color; // the style sheet sets it to the strongest heat
  shares.forEach((row, actual) => {
    row.forEach((share, predicted) => {
      if (share === 0) return;
      context.globalAlpha = share;
      context.fillRect(predicted, actual, 1, 1);
    });
  });
}
