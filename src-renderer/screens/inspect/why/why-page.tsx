import { Button, SegmentedControl, Select, Skeleton, Slider, Text } from '@mantine/core';
import { IconColumns2, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { ExplainMethod } from '../../../../src-shared/contract/inspect-answers.ts';
import { api } from '../../../client/studio.ts';
import { ErrorCard } from '../../../ui/error-card.tsx';
import { Section } from '../../../ui/page.tsx';
import { ProbabilityBars } from '../../../ui/probability-bars.tsx';
import { useLook, useRecord } from '../picture/chosen-picture.ts';
import type { Subject } from '../subject.ts';
import { Explanation, type Look } from './explanation.tsx';
import { METHODS } from './methods.ts';
import classes from './why.module.css';

/** Why the network sees a class in the picture, by five methods, for one class or two side by side. */
export function WhyPage({ run, weights }: Subject) {
  const look = useLook(run);
  const lookId = look.data?.lookId;
  const record = useRecord(lookId);
  const network = useQuery(api.inspect.network.queryOptions({ input: weights }));
  const activations = useQuery({
    ...api.inspect.activations.queryOptions({ input: { ...weights, lookId: lookId ?? '' } }),
    enabled: lookId !== undefined,
  });
  const [method, setMethod] = useState<ExplainMethod>('grad-cam');
  const [layer, setLayer] = useState<string | null>(null);
  const [first, setFirst] = useState<number | null>(null);
  const [second, setSecond] = useState<number | null>(null);
  const [shown, setShown] = useState<Look>('heat');
  const [opacity, setOpacity] = useState(0.6);
  const opacityLabel = useId();

  const failure = network.error ?? activations.error;
  if (failure) {
    return (
      <ErrorCard
        title="The answer cannot be explained"
        error={failure}
        onRetry={() => void Promise.all([network.refetch(), activations.refetch()])}
      />
    );
  }
  if (look.isError) return null;
  if (!network.data || !activations.data || !record.data || lookId === undefined) {
    return <Skeleton height={560} radius="lg" />;
  }
  const { predictions } = activations.data;
  const places = predictions.map(({ label }) => run.classes.indexOf(label));
  const about = METHODS.find((one) => one.method === method);
  const drawn = about?.hasColours ? shown : 'heat';
  const maps = network.data.layers.filter(({ output }) => output.length === 3).map(({ name }) => name);
  const common = {
    weights,
    lookId,
    record: record.data,
    crop: network.data.crop,
    method,
    layer: method === 'grad-cam' ? layer : null,
    labels: run.classes,
    name: look.data?.name ?? '',
    look: drawn,
    opacity,
  };
  return (
    <Section
      title="Why this class"
      aside={
        <SegmentedControl
          size="xs"
          aria-label="Method"
          value={method}
          onChange={(value) => setMethod(METHODS.find((one) => one.method === value)?.method ?? method)}
          data={METHODS.map((one) => ({ value: one.method, label: one.title }))}
        />
      }
    >
      <Text size="sm" c="dimmed" mb="md">
        {about?.about}
      </Text>
      <div className={classes.bar}>
        {drawn === 'heat' && (
          <div className={classes.opacity}>
            <Text size="sm" id={opacityLabel}>
              Opacity
            </Text>
            <Slider
              w={140}
              size="sm"
              min={0}
              max={1}
              step={0.05}
              label={(value) => value.toFixed(2)}
              value={opacity}
              onChange={setOpacity}
              thumbProps={{ 'aria-labelledby': opacityLabel }}
            />
          </div>
        )}
        {about?.hasColours && (
          <SegmentedControl
            size="xs"
            aria-label="Drawn"
            value={shown}
            onChange={(value) => setShown(value === 'colours' ? 'colours' : 'heat')}
            data={[
              { value: 'heat', label: 'Over the picture' },
              { value: 'colours', label: 'In its colours' },
            ]}
          />
        )}
        {method === 'grad-cam' && (
          <Select
            size="xs"
            w={220}
            aria-label="Layer whose maps are weighed"
            placeholder="Maps of the last layer"
            clearable
            searchable
            value={layer}
            data={maps}
            onChange={setLayer}
          />
        )}
        <Button
          size="xs"
          variant="default"
          leftSection={second === null ? <IconColumns2 size={14} /> : <IconX size={14} />}
          onClick={() => setSecond(second === null ? (places[1] ?? 0) : null)}
        >
          {second === null ? 'Beside another class' : 'One class only'}
        </Button>
      </div>
      <div className={classes.pair}>
        <Explanation {...common} label={first ?? places[0] ?? 0} onLabel={setFirst} />
        {second === null ? (
          <div className={classes.answers}>
            <Text fw={600} size="sm" mb="xs">
              What the network says
            </Text>
            <ProbabilityBars predictions={predictions.slice(0, 5)} />
          </div>
        ) : (
          <Explanation {...common} label={second} onLabel={setSecond} />
        )}
      </div>
    </Section>
  );
}
