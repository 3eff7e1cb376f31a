import { MultiSelect, Select, SimpleGrid, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CustomNet } from '../../../../src-shared/nets/custom-net.ts';
import { LayerSpec } from '../../../../src-shared/nets/layer-spec.ts';
import classes from './builder.module.css';
import { edit } from './builder-state.ts';
import { inputsOf, isJoin, readable, replaceLayer, setInputs } from './edit-layers.ts';
import { FieldInput } from './field-input.tsx';
import { LAYER_FIELDS } from './layer-fields.ts';

/** Everything that can be set of a layer. */
export function LayerSettings({ net, index }: { net: CustomNet; index: number }) {
  const layer = net.layers[index];
  if (!layer) return null;
  const isEnd = index === net.layers.length - 1 && layer.type === 'dense';
  const fields = LAYER_FIELDS[layer.type].filter(({ key }) => !(isEnd && key === 'units'));
  const change = (next: LayerSpec, key: string) =>
    edit(
      { ...net, layers: replaceLayer(net.layers, index, next) },
      next.name,
      `${net.layers.length} ${index} ${key}`,
    );
  return (
    <div className={classes.settings}>
      {isEnd && (
        <Text size="sm" c="dimmed">
          The end of the network: as many units as the data set has classes.
        </Text>
      )}
      <SimpleGrid cols={2} spacing="sm" verticalSpacing="sm">
        {fields.map((field) => (
          <FieldInput
            key={`${layer.name} ${field.key}`}
            layer={layer}
            field={field}
            onChange={(next) => change(next, field.key)}
          />
        ))}
      </SimpleGrid>
      <Reads net={net} index={index} layer={layer} />
      <NameField
        key={layer.name}
        name={layer.name}
        taken={net.layers.map(({ name }) => name).filter((name) => name !== layer.name)}
        onChange={(name) => change({ ...layer, name }, 'name')}
      />
    </div>
  );
}

/** Which layers it reads: one, or several where it joins them. */
function Reads({ net, index, layer }: { net: CustomNet; index: number; layer: LayerSpec }) {
  const inputs = inputsOf(net.layers, index);
  const data = [...new Set([...readable(net.layers, index), ...inputs])].reverse();
  const read = (names: readonly string[]) =>
    edit({ ...net, layers: setInputs(net.layers, index, names) }, layer.name, null);
  if (isJoin(layer.type)) {
    return (
      <MultiSelect
        label="Reads"
        size="sm"
        searchable
        value={[...new Set(inputs)]}
        data={data}
        onChange={(names) => names.length > 0 && read(names)}
      />
    );
  }
  return (
    <Select
      label="Reads"
      size="sm"
      searchable
      allowDeselect={false}
      value={inputs[0] ?? null}
      data={data}
      onChange={(name) => name !== null && read([name])}
    />
  );
}

interface NameFieldProps {
  readonly name: string;
  readonly taken: readonly string[];
  readonly onChange: (name: string) => void;
}

/** The layer's name; it is taken over when the field is left. */
function NameField({ name, taken, onChange }: NameFieldProps) {
  const [draft, setDraft] = useState(name);
  const error = problemOfName(draft, taken);
  return (
    <TextInput
      label="Name"
      size="sm"
      maxLength={64}
      value={draft}
      error={error}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => (error === null ? draft !== name && onChange(draft) : setDraft(name))}
      onKeyDown={(event) => event.key === 'Enter' && error === null && draft !== name && onChange(draft)}
    />
  );
}

function problemOfName(name: string, taken: readonly string[]): string | null {
  if (taken.includes(name) || name === 'picture') return `${name} is the name of another one.`;
  const parsed = LayerSpec.safeParse({ type: 'flatten', name });
  return parsed.success ? null : (parsed.error.issues[0]?.message ?? null);
}
