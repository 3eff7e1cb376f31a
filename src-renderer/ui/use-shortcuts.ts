import { useEffect } from 'react';
import { navigate } from './hash-location.ts';
import { PAGES } from './pages.ts';

/** How long after `g` the second key is waited for. */
const SEQUENCE_MS = 1_500;

/** `g` and a letter goes to a page, `?` shows the shortcuts. Keys typed into fields or held with others are left alone. */
export function useShortcuts(onHelp: () => void): void {
  useEffect(() => {
    let startedAt = Number.NEGATIVE_INFINITY;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === '?') return onHelp();
      const page = PAGES.find(({ key }) => key === event.key);
      if (page && event.timeStamp - startedAt < SEQUENCE_MS) navigate(page.path);
      startedAt = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [onHelp]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
  );
}
