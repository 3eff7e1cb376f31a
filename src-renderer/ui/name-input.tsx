import { TextInput } from '@mantine/core';
import { useState } from 'react';

interface NameInputProps {
  readonly name: string;
  /** What is named, for screen readers: `run`, `data set`. */
  readonly what: string;
  readonly size: 'xs' | 'md';
  /** Gets the new name, or null where it stays as it was. */
  readonly onDone: (name: string | null) => void;
}

/** A field to change a name in: Enter and leaving it keep the change, Escape takes it back. */
export function NameInput({ name, what, size, onDone }: NameInputProps) {
  const [draft, setDraft] = useState(name);
  const keep = () => {
    const wanted = draft.trim();
    onDone(wanted === '' || wanted === name ? null : wanted);
  };
  return (
    <TextInput
      aria-label={`Name of the ${what}`}
      size={size}
      maw={480}
      maxLength={120}
      value={draft}
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
        if (event.key === 'Escape') onDone(null);
      }}
    />
  );
}
