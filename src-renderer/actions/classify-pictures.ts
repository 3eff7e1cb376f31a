import type { ClassifySource } from '../../src-shared/contract/classify.ts';
import type { Run } from '../../src-shared/contract/runs.ts';
import { messageOf } from '../../src-shared/errors.ts';
import { studio } from '../client/studio.ts';
import { type Answer, answers, changeAnswers } from '../state/answers.ts';
import { type Picked, pathSource } from './picked-files.ts';
import type { PickedFile } from './plan-upload.ts';
import { uploadFiles } from './upload-files.ts';

/** Several answers that came close together are shown at once: a thousand renders for a thousand pictures would be slow. */
const GATHER_MS = 50;

let drops = 0;

/** Sends pictures to a run and adds its answers as they come. */
export async function classifyPictures(run: Run, picked: Picked): Promise<void> {
  const drop = `${++drops}:`;
  const files = picked.files.map(({ file, path }) => ({ file, path: path.replace(/^(\.?\/)+/, '') }));
  const previewOf = findPreviews(files, picked.paths);
  const abort = new AbortController();
  changeAnswers({ atWork: [...answers.get().atWork, abort], failure: null });

  const own: Answer[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = () => {
    timer = undefined;
    const others = answers.get().answers.filter(({ key }) => !key.startsWith(drop));
    changeAnswers({ answers: [...own, ...others] });
  };
  try {
    const source = pathSource(picked) ?? (await upload(files, abort.signal));
    const results = await studio.classify.pictures({ runId: run.id, source }, { signal: abort.signal });
    for await (const result of results) {
      own.push({ key: `${drop}${own.length}`, runName: run.name, result, preview: previewOf(result.file) });
      timer ??= setTimeout(show, GATHER_MS);
    }
  } catch (error) {
    if (!abort.signal.aborted) changeAnswers({ failure: messageOf(error) });
  }
  clearTimeout(timer);
  show();
  changeAnswers({ atWork: answers.get().atWork.filter((other) => other !== abort) });
}

async function upload(files: readonly PickedFile<File>[], signal: AbortSignal): Promise<ClassifySource> {
  const uploadId = await uploadFiles(files, signal, () => undefined);
  return { kind: 'upload', uploadId };
}

/** Finds the picture that an answer is about by the end of its path: the main process may name it by where it keeps it. */
function findPreviews(
  files: readonly PickedFile<File>[],
  paths: readonly string[],
): (file: string) => string | null {
  const byPath = new Map(files.map(({ file, path }, index) => [paths[index] ?? path, file]));
  return (name) => {
    const file = byPath.get(name) ?? byPath.get(name.split(/[\\/]/).at(-1) ?? name);
    return file ? URL.createObjectURL(file) : null;
  };
}
