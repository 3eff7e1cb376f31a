import { useEffect, useRef, useState } from 'react';

/** What of a drawing is seen: `scale` page pixels for each of its own, moved by `x` and `y` page pixels. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

const SCALES = [0.1, 4] as const;
const WHOLE: View = { scale: 1, x: 0, y: 0 };

/** Drags further than this are no clicks. */
const CLICK_PIXELS = 4;

/**
 * Dragging moves a drawing, and the wheel with Ctrl (or two fingers) makes it larger and smaller around the pointer; a plain wheel
 * still scrolls the page.
 */
export function usePanZoom(host: React.RefObject<HTMLElement | null>, fitted: number) {
  const [view, setView] = useState<View | null>(null);
  const drag = useRef<{ x: number; y: number; moved: number } | null>(null);
  const shown = view ?? { ...WHOLE, scale: fitted };
  const latest = useRef(shown);
  latest.current = shown;

  const zoom = (factor: number, x: number, y: number) => {
    const { current } = latest;
    const scale = Math.min(SCALES[1], Math.max(SCALES[0], current.scale * factor));
    const grown = scale / current.scale;
    setView({ scale, x: x - (x - current.x) * grown, y: y - (y - current.y) * grown });
  };

  // React listens to the wheel passively, but the page must not grow along with the drawing.
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const turn = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const box = element.getBoundingClientRect();
      zoom(Math.exp(-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top);
    };
    element.addEventListener('wheel', turn, { passive: false });
    return () => element.removeEventListener('wheel', turn);
  });

  return {
    view: shown,
    show: setView,
    showAll: () => setView(null),
    /** Around the middle of what is seen. */
    zoomBy: (factor: number) => {
      const box = host.current?.getBoundingClientRect();
      zoom(factor, (box?.width ?? 0) / 2, (box?.height ?? 0) / 2);
    },
    pointer: {
      onPointerDown: ({ clientX, clientY }: React.PointerEvent) => {
        drag.current = { x: clientX, y: clientY, moved: 0 };
      },
      onPointerMove: ({ clientX, clientY, buttons, currentTarget, pointerId }: React.PointerEvent) => {
        const { current } = drag;
        if (!current || buttons === 0) return;
        const [dx, dy] = [clientX - current.x, clientY - current.y];
        drag.current = { x: clientX, y: clientY, moved: current.moved + Math.abs(dx) + Math.abs(dy) };
        if (drag.current.moved < CLICK_PIXELS) return;
        currentTarget.setPointerCapture(pointerId);
        const { scale, x, y } = latest.current;
        setView({ scale, x: x + dx, y: y + dy });
      },
      onPointerUp: () => {
        drag.current = null;
      },
    },
  };
}
