import { Button, EmptyState } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import { Link } from 'wouter';
import { Page } from './page.tsx';

/** For an address that leads nowhere. */
export function NotFound() {
  return (
    <Page title="Nothing here">
      <EmptyState
        icon={<IconMapOff />}
        title="This address leads nowhere"
        description="What it named may have been deleted."
      >
        <Button component={Link} href="/">
          Go home
        </Button>
      </EmptyState>
    </Page>
  );
}
