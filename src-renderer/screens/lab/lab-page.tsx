import { IconPresentation } from '@tabler/icons-react';
import { Link } from 'wouter';
import { Page } from '../../ui/page.tsx';
import classes from './lab.module.css';
import { LAB_PAGES, type LabPageName, labPage } from './lab-pages.ts';

/** The frame of a page of the lab, with the way to its neighbours. */
export function LabPage({ page, children }: { page: LabPageName; children: React.ReactNode }) {
  const { title, about } = labPage(page);
  return (
    <Page title={title} subtitle={about}>
      <nav className={classes.links} aria-label="Lab">
        {LAB_PAGES.map((other) => (
          <Link
            key={other.page}
            href={`/lab/${other.page}`}
            className={classes.link}
            aria-current={other.page === page ? 'page' : undefined}
          >
            {other.title}
          </Link>
        ))}
      </nav>
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
