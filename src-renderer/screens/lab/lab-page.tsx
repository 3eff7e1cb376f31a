import { IconPresentation } from '@tabler/icons-react';
import { Page } from '../../ui/page.tsx';
import { PageLinks } from '../../ui/page-links.tsx';
import classes from './lab.module.css';
import { LAB_PAGES, type LabPageName, labPage } from './lab-pages.ts';

/** The frame of a page of the lab, with the way to its neighbours. */
export function LabPage({ page, children }: { page: LabPageName; children: React.ReactNode }) {
  const { title, about } = labPage(page);
  return (
    <Page title={title} subtitle={about}>
      <PageLinks
        label="Lab"
        links={LAB_PAGES.map((other) => ({
          href: `/lab/${other.page}`,
          title: other.title,
          isHere: other.page === page,
        }))}
      />
      {children}
    </Page>
  );
}

/** Names the slide of the deck that something comes from. */
export function Slide({ title }: { title: string }) {
  return (
    <span className={classes.slide}>
      <IconPresentation size={16} stroke={1.5} aria-hidden />
      Slide “{title}”
    </span>
  );
}
