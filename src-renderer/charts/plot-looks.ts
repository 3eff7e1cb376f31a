import type uPlot from 'uplot';

/** Colours that a canvas can use, from the style sheet's variables. */
export interface PlotColors {
  readonly train: string;
  readonly val: string;
  readonly grid: string;
  readonly text: string;
  readonly surface: string;
}

/** Canvas does not know style sheet functions such as `light-dark`, so each colour is resolved on an element first. */
export function readColors(host: HTMLElement): PlotColors {
  const probe = document.createElement('span');
  host.append(probe);
  const read = (variable: string) => {
    probe.style.color = `var(${variable})`;
    return getComputedStyle(probe).color;
  };
  const colors = {
    train: read('--chart-train'),
    val: read('--chart-val'),
    grid: read('--chart-grid'),
    text: read('--chart-text'),
    surface: read('--surface-card'),
  };
  probe.remove();
  return colors;
}

/** How the axes of every chart look. */
export function axisLooks(colors: PlotColors, more: uPlot.Axis): uPlot.Axis {
  return {
    stroke: colors.text,
    font: '12px system-ui, sans-serif',
    grid: { stroke: colors.grid, width: 1 },
    ticks: { show: false },
    gap: 8,
    ...more,
  };
}

/** Keeps a plot to the size of its host; answers with what ends that. */
export function keepToSize(plot: uPlot, host: HTMLElement): () => void {
  const observer = new ResizeObserver(() => {
    if (host.clientWidth > 0) plot.setSize({ width: host.clientWidth, height: host.clientHeight });
  });
  observer.observe(host);
  return () => observer.disconnect();
}
