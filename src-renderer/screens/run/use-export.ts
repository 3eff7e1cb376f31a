import { useEffect, useRef, useState } from 'react';
import type { ExportEvent } from '../../../src-shared/contract/exports.ts';
import type { ExportFormatName, ExportOptions } from '../../../src-shared/export-formats.ts';
import type { RunId } from '../../../src-shared/ids.ts';
import { studio } from '../../client/studio.ts';

/** Where an export is. */
export type ExportState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'working'; readonly progress: Extract<ExportEvent, { type: 'progress' }> | null }
  | { readonly phase: 'done'; readonly exported: Extract<ExportEvent, { type: 'exported' }> }
  | { readonly phase: 'failed'; readonly error: unknown };

/** One export at a time of a run; stopped when whoever shows it is gone. */
export function useExport(runId: RunId) {
  const [state, setState] = useState<ExportState>({ phase: 'idle' });
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);

  const start = async (format: ExportFormatName, options: ExportOptions): Promise<void> => {
    const own = new AbortController();
    controller.current = own;
    setState({ phase: 'working', progress: null });
    try {
      const events = await studio.exports.write({ runId, format, options }, { signal: own.signal });
      for await (const event of events) {
        setState(
          event.type === 'exported'
            ? { phase: 'done', exported: event }
            : { phase: 'working', progress: event },
        );
      }
    } catch (error) {
      if (!own.signal.aborted) setState({ phase: 'failed', error });
    }
  };
  const reset = (): void => {
    controller.current?.abort();
    setState({ phase: 'idle' });
  };
  return { state, start, reset };
}
