import { NumberInput, Select, Switch } from '@mantine/core';
import type { RecipeFieldLooks } from './recipe-fields.ts';

interface RecipeInputProps {
  readonly looks: RecipeFieldLooks;
  readonly value: string | number | boolean;
  readonly error: string | undefined;
  readonly onChange: (value: string | number | boolean) => void;
}

/** One setting with its explanation, edited by what suits it. */
export function RecipeInput({ looks: { title, about, input }, value, error, onChange }: RecipeInputProps) {
  switch (input.kind) {
    case 'number':
      return (
        <NumberInput
          label={title}
          description={about}
          error={error}
          value={typeof value === 'number' ? value : ''}
          min={input.min}
          max={input.max}
          step={input.step}
          allowDecimal={!input.isWhole}
          decimalScale={8}
          onChange={(next) => onChange(next === '' ? '' : Number(next))}
        />
      );
    case 'choice':
      return (
        <Select
          label={title}
          description={about}
          error={error}
          allowDeselect={false}
          value={String(value)}
          onChange={(next) => next !== null && onChange(next)}
          data={Object.entries(input.options).map(([option, label]) => ({ value: option, label }))}
        />
      );
    case 'switch':
      return (
        <Switch
          label={title}
          description={about}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
  }
}
