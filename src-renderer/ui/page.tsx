import { Group, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import classes from './page.module.css';

interface PageProps {
  /** Of the window too. */
  readonly title: string;
  /** In place of the plain title: a name that can be edited, say. */
  readonly heading?: React.ReactNode;
  readonly subtitle?: React.ReactNode;
  readonly actions?: React.ReactNode;
  /** For tables that need all of the window. */
  readonly isWide?: boolean;
  readonly children: React.ReactNode;
}

/** The frame of a page's content: heading on the left, actions on the right, everything in one column of readable width. */
export function Page({ title, heading, subtitle, actions, isWide = false, children }: PageProps) {
  useDocumentTitle(`${title} · AlexNet Studio`);
  return (
    <div className={classes.page} data-wide={isWide || undefined}>
      <header className={classes.head}>
        <div className={classes.titles}>
          {heading ?? <Title order={1}>{title}</Title>}
          {subtitle && (
            <Text component="div" size="md" c="dimmed" mt={4}>
              {subtitle}
            </Text>
          )}
        </div>
        {actions && <Group gap="xs">{actions}</Group>}
      </header>
      {children}
    </div>
  );
}

/** A titled surface of a page. */
export function Section({
  title,
  aside,
  children,
}: {
  title: string;
  aside?: React.ReactNode;
  children: React.ReactNode;
}) {
  return (
    <section className={`card ${classes.section}`} aria-label={title}>
      <Group justify="space-between" mb="md" gap="xs">
        <Title order={2} size="h3">
          {title}
        </Title>
        {aside}
      </Group>
      {children}
    </section>
  );
}
