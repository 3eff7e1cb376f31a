import { useCallback, useState } from 'react';

/** The width of an element in pixels, known before it is first drawn: observers alone tell it a frame or two later, and frames are slow while a network runs. */
export function useWidth() {
  const [width, setWidth] = useState(0);
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const measure = () => setWidth(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}
