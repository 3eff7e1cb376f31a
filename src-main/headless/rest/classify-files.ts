import { Readable } from 'node:stream';
import type { ClassifyResult } from '../../../src-shared/contract/classify.ts';
import type { RunId } from '../../../src-shared/ids.ts';
import type { Workspace } from '../../services/open-workspace.ts';

/** Classifies files that came with a request, in their order. Errors: those of `Classify.pictures`. */
export async function classifyFiles(
  { uploads, classify }: Pick<Workspace, 'uploads' | 'classify'>,
  runId: RunId,
  pictures: readonly File[],
  top: number,
  signal: AbortSignal | undefined,
): Promise<ClassifyResult[]> {
  const uploadId = await uploads.create();
  try {
    for (const [index, picture] of pictures.entries()) {
      // Two may have one name, and a name from outside is no name for a file: the place is the name.
      await uploads.write(uploadId, [placeName(index)], Readable.from(picture.stream()));
    }
  } catch (error) {
    await uploads.remove(uploadId);
    throw error;
  }
  const results: ClassifyResult[] = [];
  const source = { kind: 'upload', uploadId } as const;
  for await (const result of classify.pictures({ runId, source, top }, signal)) results.push(result);
  const named = new Map(results.map((result) => [result.file, result]));
  return pictures.map(({ name }, index) => {
    const result = named.get(placeName(index));
    return result
      ? { ...result, file: name }
      : { outcome: 'rejected', file: name, reason: 'This is no picture.' };
  });
}

function placeName(index: number): string {
  return `${String(index).padStart(4, '0')}.picture`;
}
