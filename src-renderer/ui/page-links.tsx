import { Link } from 'wouter';
import classes from './page-links.module.css';

interface PageLinksProps {
  readonly label: string;
  readonly links: readonly { readonly href: string; readonly title: string; readonly isHere: boolean }[];
}

/** The way between pages that belong together, below their heading. */
export function PageLinks({ label, links }: PageLinksProps) {
  return (
    <nav className={classes.links} aria-label={label}>
      {links.map(({ href, title, isHere }) => (
        <Link key={href} href={href} className={classes.link} aria-current={isHere ? 'page' : undefined}>
          {title}
        </Link>
      ))}
    </nav>
  );
}
