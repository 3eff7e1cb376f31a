import type { Ref } from './graph-builder.ts';
import type { Feed, Session } from './session.ts';

/** Elements fed that may wait at once: 64 MB of float32. */
const MAXIMUM = 2 ** 24;

/** A session whose variables can be set many at once. */
export interface WritableSession extends Session {
  /** Has `node`, which sets `variable` from what is fed, run before anything else does. The arrays are lent until then. */
  set(variable: string, node: Ref, feeds: Readonly<Record<Ref, Feed>>): void;
}

/**
 * Each new set of nodes to run costs TensorFlow a pass over the whole graph: 0.3 s for ResNet-50, which has hundreds of variables. So what is to be set
 * waits for the next run, and one run sets all of it.
 */
export function writableSession(session: Session): WritableSession {
  let waiting = new Map<string, { node: Ref; feeds: Readonly<Record<Ref, Feed>> }>();
  let elements = 0;
  const flush = (): void => {
    const all = [...waiting.values()];
    waiting = new Map();
    elements = 0;
    if (all.length === 0) return;
    session.run(
      Object.assign({}, ...all.map(({ feeds }) => feeds)),
      all.map(({ node }) => node),
    );
  };
  return {
    set: (variable, node, feeds) => {
      if (waiting.has(variable)) flush();
      waiting.set(variable, { node, feeds });
      for (const { data } of Object.values(feeds)) elements += data.length;
      if (elements > MAXIMUM) flush();
    },
    run: (feeds, fetches) => {
      flush();
      return session.run(feeds, fetches);
    },
    close: session.close,
  };
}
