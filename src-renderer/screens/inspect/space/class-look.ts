import { schemeTableau10 } from 'd3-scale-chromatic';

/** How the points of a class are drawn. Ten colours are as many as can be told apart; beyond, shapes do it. */
export interface ClassLook {
  readonly colour: string;
  readonly shape: 'circle' | 'square' | 'triangle';
}

const SHAPES = ['circle', 'square', 'triangle'] as const;

export function classLook(label: number): ClassLook {
  const colours = schemeTableau10.length;
  return {
    colour: schemeTableau10[label % colours] ?? '#000000',
    shape: SHAPES[Math.floor(label / colours) % SHAPES.length] ?? 'circle',
  };
}

/** The outline of a class's mark around a place, as SVG writes it. */
export function markPath({ shape }: ClassLook, x: number, y: number, size: number): string {
  switch (shape) {
    case 'circle':
      return `M${x - size} ${y}a${size} ${size} 0 1 0 ${2 * size} 0a${size} ${size} 0 1 0 ${-2 * size} 0z`;
    case 'square':
      return `M${x - size} ${y - size}h${2 * size}v${2 * size}h${-2 * size}z`;
    case 'triangle':
      return `M${x} ${y - size * 1.2}l${size * 1.2} ${size * 2.1}h${-size * 2.4}z`;
  }
}
