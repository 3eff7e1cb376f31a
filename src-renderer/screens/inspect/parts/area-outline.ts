import type { Area } from '../../../../src-shared/contract/inspect-answers.ts';

/** The part of a rectangle that lies on a picture of that size, as an SVG path. */
export function areaOutline(area: Area, width: number, height: number): string {
  const top = Math.max(0, area.top);
  const left = Math.max(0, area.left);
  const bottom = Math.min(height, area.top + area.height);
  const right = Math.min(width, area.left + area.width);
  return `M${left} ${top}H${right}V${bottom}H${left}Z`;
}
