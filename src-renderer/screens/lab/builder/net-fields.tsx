import { NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { CustomNet } from '../../../../src-shared/nets/custom-net.ts';
import { edit } from './builder-state.ts';

/** The network's name and the size of its pictures. */
export function NetFields({ net }: { net: CustomNet }) {
  return (
    <>
      <NameField key={net.name} net={net} />
      <SideField net={net} axis={0} />
      <SideField net={net} axis={1} />
    </>
  );
}

/** The name under which it is saved and trained. */
function NameField({ net }: { net: CustomNet }) {
  const [draft, setDraft] = useState(net.name);
  const parsed = CustomNet.shape.name.safeParse(draft);
  const keep = () => {
    if (!parsed.success) setDraft(net.name);
    else if (parsed.data !== net.name) edit({ ...net, name: parsed.data }, undefined, 'name');
  };
  return (
    <TextInput
      label="Name"
      w={260}
      maxLength={80}
      value={draft}
      error={parsed.success ? undefined : sentence(parsed.error.issues[0]?.message ?? '')}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => event.key === 'Enter' && keep()}
    />
  );
}

function SideField({ net, axis }: { net: CustomNet; axis: 0 | 1 }) {
  const change = (value: number | string) => {
    const input = CustomNet.shape.input.safeParse(net.input.with(axis, Number(value)));
    if (input.success) edit({ ...net, input: input.data }, undefined, `input ${axis}`);
  };
  return (
    <NumberInput
      label={axis === 0 ? 'Input height' : 'Input width'}
      w={110}
      min={1}
      max={256}
      allowDecimal={false}
      clampBehavior="blur"
      value={net.input[axis]}
      onChange={change}
    />
  );
}

function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}
