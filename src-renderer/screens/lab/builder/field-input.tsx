import { Select, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { LayerSpec } from '../../../../src-shared/nets/layer-spec.ts';
import { type LayerField, shownValue, withField } from './layer-fields.ts';

interface FieldInputProps {
  readonly layer: LayerSpec;
  readonly field: LayerField;
  readonly onChange: (layer: LayerSpec) => void;
}

/** One setting of a layer. What cannot be is said below it, and the network keeps what it had until it can. */
export function FieldInput({ layer, field, onChange }: FieldInputProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const value = shownValue(layer, field);
  const change = (next: string | boolean) => {
    const changed = withField(layer, field, next);
    if ('layer' in changed) onChange(changed.layer);
  };
  if (typeof value === 'boolean') {
    return (
      <Switch label={field.title} checked={value} onChange={(event) => change(event.currentTarget.checked)} />
    );
  }
  if (field.kind === 'choice') {
    return (
      <Select
        label={field.title}
        size="sm"
        allowDeselect={false}
        value={value}
        data={[...(field.options ?? [])]}
        onChange={(next) => next !== null && change(next)}
      />
    );
  }
  const tried = draft === null ? null : withField(layer, field, draft);
  return (
    <TextInput
      label={field.title}
      size="sm"
      inputMode={field.kind === 'number' ? 'decimal' : 'text'}
      value={draft ?? value}
      error={tried && 'error' in tried ? tried.error : undefined}
      onChange={({ currentTarget }) => {
        setDraft(currentTarget.value);
        change(currentTarget.value);
      }}
      onBlur={() => setDraft(null)}
    />
  );
}
