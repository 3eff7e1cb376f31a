import { matchQuery } from '../../../src-shared/runs-query/match-query.ts';
import { parseQuery } from '../../../src-shared/runs-query/parse-query.ts';
import type { Query, QueryProblem } from '../../../src-shared/runs-query/query.ts';
import type { RunRecord } from '../../../src-shared/runs-query/run-field.ts';

/** What a filter finds among runs. */
export interface FoundRuns {
  readonly records: readonly RunRecord[];
  /** Where the filter cannot be read; then it filters nothing but archived runs. */
  readonly problem: QueryProblem | null;
  /** Archived runs that were left out because the filter does not speak of them. */
  readonly archivedCount: number;
}

/** The runs that a filter finds. Archived ones are left out unless the filter speaks of them. */
export function findRuns(records: readonly RunRecord[], filter: string): FoundRuns {
  const parsed = parseQuery(filter);
  const isAskedFor = parsed.isValid && speaksOfArchived(parsed.query);
  const offered = isAskedFor ? records : records.filter(({ run }) => !run.marks.isArchived);
  return {
    records: parsed.isValid ? offered.filter(matchQuery(parsed.query)) : offered,
    problem: parsed.isValid ? null : parsed.problem,
    archivedCount: records.length - offered.length,
  };
}

function speaksOfArchived(query: Query): boolean {
  switch (query.kind) {
    case 'all':
    case 'any':
      return query.of.some(speaksOfArchived);
    case 'not':
      return speaksOfArchived(query.of);
    case 'words':
      return false;
    case 'test':
      return query.field.name === 'archived';
  }
}
