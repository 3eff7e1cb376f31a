import { type ComponentType, useEffect, useState } from 'react';

/**
 * A page that is not loaded with the window, but when it is first opened; nothing is shown until then. With `isLoadedAhead` as soon as the window has
 * nothing else to do, so that the first visit need not wait either. Not by React's `lazy`, which keeps what was suspended hidden for
 * 300 ms, however soon it is there. Where it cannot be loaded the error is thrown to the boundary around it, and the next visit tries again.
 */
export function latePage<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { isLoadedAhead }: { readonly isLoadedAhead: boolean },
): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null;
  const loadAhead = () =>
    load().then(
      (page) => {
        loaded = page;
      },
      // Said when somebody opens the page.
      () => undefined,
    );
  if (isLoadedAhead) whenIdle(loadAhead);
  // biome-ignore lint/correctness/noComponentHookFactories: called once a page, beside the imports
  return function LatePage(props: Props) {
    const [Page, setPage] = useState(() => loaded);
    useEffect(() => {
      if (Page) return;
      load().then(
        (page) => {
          loaded = page;
          setPage(() => page);
        },
        (error: unknown) =>
          setPage(() => {
            throw error;
          }),
      );
    }, [Page]);
    return Page && <Page {...props} />;
  };
}

/** Safari has no idle time to tell of: there a page is loaded when it is opened. */
function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(work);
}
