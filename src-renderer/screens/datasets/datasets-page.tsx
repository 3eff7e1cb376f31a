import { Button, EmptyState, Skeleton } from '@mantine/core';
import { IconFolderPlus, IconLibraryPhoto } from '@tabler/icons-react';
import { useState } from 'react';
import { importSample } from '../../actions/import-dataset.ts';
import type { Picked } from '../../actions/picked-files.ts';
import { useDatasets } from '../../state/queries.ts';
import { DropZone } from '../../ui/drop-zone.tsx';
import { ErrorCard } from '../../ui/error-card.tsx';
import { Page } from '../../ui/page.tsx';
import { DatasetCard } from './dataset-card.tsx';
import classes from './datasets-page.module.css';
import { ImportDialog } from './import-dialog.tsx';
import { ImportList } from './import-list.tsx';
import { PathImport } from './path-import.tsx';

/** Every data set, and the ways to bring in another. */
export function DatasetsPage() {
  const datasets = useDatasets();
  const [picked, setPicked] = useState<Picked | null>(null);
  const hasAny = (datasets.data?.length ?? 0) > 0;
  const hasSample = datasets.data?.some(({ isSample }) => isSample) ?? true;
  return (
    <Page
      title="Data sets"
      subtitle="Pictures sorted into folders, one folder a class. They stay on this machine."
      actions={
        !hasSample && (
          <Button variant="default" onClick={() => void importSample()}>
            Add the sample data set
          </Button>
        )
      }
    >
      <div>
        <DropZone
          icon={<IconFolderPlus size={hasAny ? 28 : 44} stroke={1.4} />}
          title="Drop a folder of pictures"
          hint="One sub-folder a class, such as cats and dogs; or train, val and test folders above them."
          compact={hasAny}
          onPicked={setPicked}
        />
        <PathImport />
      </div>
      <ImportList />
      {datasets.isError && (
        <ErrorCard
          title="The data sets cannot be listed"
          error={datasets.error}
          onRetry={() => void datasets.refetch()}
        />
      )}
      {datasets.isPending && <Skeleton height={180} radius="lg" />}
      {datasets.data && !hasAny && (
        <EmptyState
          icon={<IconLibraryPhoto />}
          title="No data set yet"
          description="Drop a folder above, or begin with the sample that this program draws itself."
        />
      )}
      {datasets.data && hasAny && (
        <ul className={classes.grid} aria-label="Data sets">
          {datasets.data.map((dataset) => (
            <li key={dataset.id}>
              <DatasetCard dataset={dataset} />
            </li>
          ))}
        </ul>
      )}
      {picked && <ImportDialog picked={picked} onClose={() => setPicked(null)} />}
    </Page>
  );
}
