import { useEffect } from 'react';
import { importSample } from '../../actions/import-dataset.ts';
import { useDatasets, useImportJobs, useRuns } from '../../state/queries.ts';

/** Once a window: whoever cancels the sample or deletes it does not get it again. */
let isOffered = false;

/** Draws the sample by itself in a workspace in which there is nothing yet, so that the first thing seen is something to begin with. */
export function useFirstStart(): void {
  const datasets = useDatasets().data;
  const runs = useRuns().data;
  const jobs = useImportJobs();
  const isEmpty = datasets?.length === 0 && runs?.length === 0 && jobs?.length === 0;
  useEffect(() => {
    if (!isEmpty || isOffered) return;
    isOffered = true;
    void importSample();
  }, [isEmpty]);
}
