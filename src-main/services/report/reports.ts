import type { RunId } from '../../../src-shared/ids.ts';
import { reportHtml } from './html.ts';
import { makeReport, type ReportParts } from './make-report.ts';

export type ReportFormat = 'html' | 'pdf';

/** A report as a file. */
export interface ReportFile {
  fileName: string;
  bytes: Buffer;
}

/** Makes a report of a run, or of several beside each other. Errors: those of `makeReport`. */
export async function reportFile(
  runIds: readonly RunId[],
  format: ReportFormat,
  parts: ReportParts,
): Promise<ReportFile> {
  const report = await makeReport(runIds, parts);
  const fileName = `${report.title.replace(/[^\p{L}\p{N} ,.()_-]+/gu, '_').slice(0, 100)}.${format}`;
  if (format === 'html') return { fileName, bytes: Buffer.from(reportHtml(report)) };
  // Loaded when a PDF is wanted: fonts and layout are larger than all else here.
  const { reportPdf } = await import('./pdf.ts');
  return { fileName, bytes: await reportPdf(report) };
}
