import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { messageOf } from '../../src-shared/errors.ts';

interface ErrorCardProps {
  readonly title: string;
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** What went wrong, in the sentence that came with it, and a button to try again where that may help. */
export function ErrorCard({ title, error, onRetry }: ErrorCardProps) {
  return (
    <Alert color="red" title={title} icon={<IconAlertTriangle />} m="md" maw={720}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{messageOf(error)}</Text>
        {onRetry && (
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
