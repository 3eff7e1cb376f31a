import { Readable } from 'node:stream';
import { AppError } from '../../src-shared/errors.ts';
import type { RunId } from '../../src-shared/ids.ts';
import type { DownloadKind } from '../../src-shared/routes.ts';
import type { Bundles } from './bundle/bundles.ts';
import type { ReportParts } from './report/make-report.ts';
import { type ReportFormat, reportFile } from './report/reports.ts';
import { csvOf } from './series-files/series-lines.ts';
import { eventFileName, eventsOf } from './series-files/write-events.ts';

export interface DownloadRequest {
  kind: DownloadKind;
  /** Figures are of one run. */
  runIds: readonly RunId[];
  /** Whether a bundle has the pictures of the data sets. */
  pictures: boolean;
}

/** A file that is made while it is read. */
export interface Download {
  fileName: string;
  type: string;
  /** Where it is known beforehand. */
  bytes: number | null;
  body: Readable;
}

/** What goes out of a workspace as files. Errors: `not-found`, `bad-request`, `damaged`. */
export interface Downloads {
  open(request: DownloadRequest): Promise<Download>;
}

export function createDownloads(bundles: Bundles, parts: ReportParts): Downloads {
  const { store } = parts;

  function only(runIds: readonly RunId[]) {
    const [id, ...others] = runIds;
    if (id === undefined || others.length > 0) {
      throw new AppError('bad-request', 'Figures go out one run at a time.');
    }
    return store.runs.get(id);
  }

  function table(runIds: readonly RunId[], of: 'steps' | 'epochs'): Download {
    const run = only(runIds);
    return {
      fileName: `${run.name}, ${of}.csv`,
      type: 'text/csv; charset=utf-8',
      bytes: null,
      body: Readable.from(bytesOf(csvOf(store, run.id, of)), { objectMode: false }),
    };
  }

  async function report(runIds: readonly RunId[], format: ReportFormat): Promise<Download> {
    const { fileName, bytes } = await reportFile(runIds, format, parts);
    const type = format === 'html' ? 'text/html; charset=utf-8' : 'application/pdf';
    return { fileName, type, bytes: bytes.length, body: Readable.from([bytes], { objectMode: false }) };
  }

  return {
    async open({ kind, runIds, pictures }) {
      switch (kind) {
        case 'bundle': {
          const { fileName, bytes, stream } = await bundles.write({ runIds, pictures });
          return { fileName, type: 'application/octet-stream', bytes, body: stream };
        }
        case 'report.html':
          return report(runIds, 'html');
        case 'report.pdf':
          return report(runIds, 'pdf');
        case 'steps.csv':
          return table(runIds, 'steps');
        case 'epochs.csv':
          return table(runIds, 'epochs');
        case 'events': {
          const { id, createdAtMs } = only(runIds);
          return {
            fileName: eventFileName(createdAtMs),
            type: 'application/octet-stream',
            bytes: null,
            body: Readable.from(eventsOf(store, id), { objectMode: false }),
          };
        }
      }
    },
  };
}

function* bytesOf(lines: Iterable<string>): Generator<Buffer> {
  for (const text of lines) yield Buffer.from(text);
}
