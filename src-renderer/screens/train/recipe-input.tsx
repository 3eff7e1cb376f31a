import { NumberInput, Select, Switch } from '@mantine/core';
import type { SettingValue } from '../../../src-shared/recipe/settings.ts';
import type { RecipeField } from './recipe-field.ts';

interface RecipeInputProps {
  readonly field: RecipeField;
  readonly value: SettingValue;
  readonly error: string | undefined;
  readonly onChange: (value: SettingValue) => void;
}

/** Explanations come below, so that the inputs of a row stand in a line however long those are. */
export const WRAPPER_ORDER: ('label' | 'input' | 'description' | 'error')[] = [
  'label',
  'input',
  'error',
  'description',
];

/** One setting with its explanation, edited by what suits it. */
export function RecipeInput({ field: { title, about, input }, value, error, onChange }: RecipeInputProps) {
  switch (input.kind) {
    case 'number':
      return (
        <NumberInput
          label={title}
          description={about}
          inputWrapperOrder={WRAPPER_ORDER}
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
          inputWrapperOrder={WRAPPER_ORDER}
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
