import { type ComponentType, useEffect, useState } from 'react';

/**
 * A page that is loaded when it is first opened; nothing is shown until then. Not by React's `lazy`, which keeps what was suspended hidden for
 * 300 ms, however soon it is there. Where it cannot be loaded the error is thrown to the boundary around it, and the next visit tries again.
 */
export function latePage<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null;
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
