import { Menu } from '@mantine/core';
import { IconFileTypePdf, IconPackageExport, IconReport, IconTable } from '@tabler/icons-react';
import type { Run } from '../../../src-shared/contract/runs.ts';
import { downloadUrl } from '../../../src-shared/routes.ts';

/** Menu items that save reports, bundles and figures of runs; the browser shows how far they are. */
export function TakeOutItems({ runs }: { runs: readonly Run[] }) {
  const ids = runs.map(({ id }) => id);
  const what = runs.length > 1 ? 'comparison' : 'run';
  return (
    <>
      <Menu.Label>Save this {what}</Menu.Label>
      <Item href={downloadUrl('report.html', ids)} icon={<IconReport size={16} />}>
        Report as a page
      </Item>
      <Item href={downloadUrl('report.pdf', ids)} icon={<IconFileTypePdf size={16} />}>
        Report as PDF
      </Item>
      <Item href={downloadUrl('bundle', ids)} icon={<IconPackageExport size={16} />}>
        Bundle for another machine
      </Item>
      <Item href={downloadUrl('bundle', ids, true)} icon={<IconPackageExport size={16} />}>
        Bundle with the pictures
      </Item>
      {runs.length === 1 && (
        <>
          <Item href={downloadUrl('steps.csv', ids)} icon={<IconTable size={16} />}>
            Steps as CSV
          </Item>
          <Item href={downloadUrl('epochs.csv', ids)} icon={<IconTable size={16} />}>
            Epochs as CSV
          </Item>
          <Item href={downloadUrl('events', ids)} icon={<IconTable size={16} />}>
            Event file for TensorBoard
          </Item>
        </>
      )}
    </>
  );
}

function Item({ href, icon, children }: { href: string; icon: React.ReactNode; children: string }) {
  return (
    <Menu.Item component="a" href={href} download leftSection={icon}>
      {children}
    </Menu.Item>
  );
}
