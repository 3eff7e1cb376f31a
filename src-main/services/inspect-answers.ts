import { AppError } from '../../src-shared/errors.ts';
import { InspectionId, type LookId, type RunId } from '../../src-shared/ids.ts';
import type { InspectionPart } from '../../src-shared/routes.ts';
import { newId } from '../store/new-id.ts';

/** An array of numbers with its shape, row-major. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array | Uint8Array;
}

/** The parts of a query, as they come over http. */
export type PartQuery = { [K in keyof InspectionPart]: InspectionPart[K] | undefined } & { part: string };

/** What goes over http of the inspector. Errors: `not-found`. */
export interface InspectBytes {
  part(id: InspectionId, query: PartQuery): Promise<Numbers>;
  /** uint8 [256, 256, 3] */
  record(id: LookId): Numbers;
  filterEpoch(runId: RunId, epoch: number): Promise<Numbers>;
}

/** An answer whose large numbers are kept for as long as there is room. */
export interface KeptAnswer {
  readonly bytes: number;
  /** Undefined where there is no such part. */
  part(query: PartQuery): Numbers | undefined;
}

/** An answer whose parts are the tensors by their names. */
export function keepTensors(tensors: Readonly<Record<string, Numbers>>): KeptAnswer {
  return {
    bytes: Object.values(tensors).reduce((sum, { data }) => sum + data.byteLength, 0),
    part: (query) => tensorOf(tensors, query.part),
  };
}

/** A tensor by a name that came from outside. */
export function tensorOf<T>(tensors: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(tensors, name) ? tensors[name] : undefined;
}

/** Bytes that answers may take up together. */
const ROOM = 2 ** 30;

/** Answers by their ids; the oldest go when a new one needs their room. */
export interface Answers {
  keep(answer: KeptAnswer): InspectionId;
  /** Errors: `not-found`. */
  get(id: InspectionId): KeptAnswer;
  part(id: InspectionId, query: PartQuery): Numbers;
}

export function createAnswers(room = ROOM): Answers {
  const kept = new Map<InspectionId, KeptAnswer>();
  let used = 0;

  const answers: Answers = {
    keep(answer) {
      const id = InspectionId.parse(newId());
      kept.set(id, answer);
      used += answer.bytes;
      for (const [oldId, old] of kept) {
        if (used <= room || oldId === id) break;
        kept.delete(oldId);
        used -= old.bytes;
      }
      return id;
    },
    get(id) {
      const answer = kept.get(id);
      if (!answer) throw new AppError('not-found', 'These numbers are no longer kept: ask for them again.');
      return answer;
    },
    part(id, query) {
      const numbers = answers.get(id).part(query);
      if (numbers) return numbers;
      const where = query.layer === undefined ? '' : ` of layer ${query.layer}`;
      throw new AppError('not-found', `There is no part "${query.part}"${where} in this answer.`);
    },
  };
  return answers;
}
