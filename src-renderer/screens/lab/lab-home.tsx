import { Link } from 'wouter';
import { Page } from '../../ui/page.tsx';
import classes from './lab.module.css';
import { Slide } from './lab-page.tsx';
import { LAB_PAGES } from './lab-pages.ts';

/** The way into the lab: one card for each idea of the deck. */
export function LabHome() {
  return (
    <Page title="Lab" subtitle="Every idea of the lecture on AlexNet, as something to touch.">
      <ol className={classes.cards} aria-label="Pages of the lab">
        {LAB_PAGES.map(({ page, title, about, slides, icon: Icon }) => (
          <li key={page}>
            <Link href={`/lab/${page}`} className={`card ${classes.card}`}>
              <Icon size={28} stroke={1.5} aria-hidden />
              <strong>{title}</strong>
              <p>{about}</p>
              <Slide title={slides[0]} />
            </Link>
          </li>
        ))}
      </ol>
    </Page>
  );
}
