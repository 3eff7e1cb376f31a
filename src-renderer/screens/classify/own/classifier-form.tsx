import {
  Alert,
  Button,
  FileButton,
  Group,
  NumberInput,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useId, useState } from 'react';
import { ClassifierSettings } from '../../../../src-shared/contract/classifiers.ts';
import { messageOf } from '../../../../src-shared/errors.ts';
import { parseLabels } from '../../../../src-shared/onnx/classifier-of.ts';
import {
  LARGEST_EDGE,
  type OwnClassifier,
  type Preprocessing,
} from '../../../../src-shared/own-classifier.ts';
import { studio } from '../../../client/studio.ts';
import { formatCounted } from '../../../ui/format.ts';

interface ClassifierFormProps {
  readonly classifier: OwnClassifier;
  readonly onDone: (isSaved: boolean) => void;
}

/** How pictures are made ready for a network from elsewhere, and what its classes are called. */
export function ClassifierForm({ classifier, onDone }: ClassifierFormProps) {
  const [name, setName] = useState(classifier.name);
  const [labels, setLabels] = useState<readonly string[]>(classifier.labels);
  const [preprocessing, setPreprocessing] = useState(classifier.preprocessing);
  const [failure, setFailure] = useState<string | null>(null);
  const change = (part: Partial<Preprocessing>) => setPreprocessing({ ...preprocessing, ...part });

  const save = async (event: React.FormEvent) => {
    event.preventDefault();
    const settings = ClassifierSettings.safeParse({ name, labels, preprocessing });
    if (!settings.success) {
      const [issue] = settings.error.issues;
      setFailure(`${issue?.path.join(' ')}: ${issue?.message}`);
      return;
    }
    try {
      await studio.classifiers.change({ classifierId: classifier.id, settings: settings.data });
      onDone(true);
    } catch (error) {
      setFailure(messageOf(error));
    }
  };
  const readLabels = async (file: File | null) => {
    if (file) setLabels(parseLabels(await file.text()));
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <Stack gap="md">
        {failure && (
          <Alert color="red" role="alert" title="The settings do not fit">
            {failure}
          </Alert>
        )}
        <TextInput
          label="Name"
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group align="flex-end" gap="md">
          <NumberInput
            label="Shorter side scaled to"
            description="pixels"
            min={1}
            max={LARGEST_EDGE}
            allowDecimal={false}
            value={preprocessing.edge}
            onChange={(value) => typeof value === 'number' && change({ edge: value })}
          />
          <NumberInput
            label="Middle square taken"
            description="pixels, what the network takes in"
            min={1}
            max={preprocessing.edge}
            allowDecimal={false}
            value={preprocessing.crop}
            onChange={(value) => typeof value === 'number' && change({ crop: value })}
          />
        </Group>
        <Group gap="lg">
          <Choice
            label="Colours"
            value={preprocessing.channels}
            data={[
              { value: 'rgb', label: 'RGB' },
              { value: 'bgr', label: 'BGR' },
            ]}
            onChange={(channels) => change({ channels })}
          />
          <Choice
            label="Order"
            value={preprocessing.layout}
            data={[
              { value: 'nchw', label: 'NCHW' },
              { value: 'nhwc', label: 'NHWC' },
            ]}
            onChange={(layout) => change({ layout })}
          />
          <Choice
            label="Pixels count"
            value={preprocessing.range}
            data={[
              { value: '0..255', label: '0 to 255' },
              { value: '0..1', label: '0 to 1' },
            ]}
            onChange={(range) => change({ range })}
          />
          <Choice
            label="It gives"
            value={preprocessing.output}
            data={[
              { value: 'scores', label: 'Scores' },
              { value: 'probabilities', label: 'Probabilities' },
            ]}
            onChange={(output) => change({ output })}
          />
        </Group>
        <ChannelInputs label="Mean" values={preprocessing.mean} onChange={(mean) => change({ mean })} />
        <ChannelInputs
          label="Deviation"
          values={preprocessing.deviation}
          onChange={(deviation) => change({ deviation })}
        />
        <Group gap="sm">
          <Text size="sm">
            {formatCounted(labels.length, 'label')}: {labels.slice(0, 4).join(', ')}
            {labels.length > 4 ? ' …' : ''}
          </Text>
          <FileButton
            accept=".txt,.json"
            onChange={(file) => void readLabels(file)}
            inputProps={{ 'aria-label': 'Labels file' }}
          >
            {(props) => (
              <Button {...props} size="xs" variant="default">
                Labels from a file
              </Button>
            )}
          </FileButton>
        </Group>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => onDone(false)}>
            Back
          </Button>
          <Button type="submit">Save</Button>
        </Group>
      </Stack>
    </form>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly data: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}

function Choice<Value extends string>({ label, value, data, onChange }: ChoiceProps<Value>) {
  const id = useId();
  return (
    <div>
      <Text size="sm" fw={500} id={id} mb={4}>
        {label}
      </Text>
      <SegmentedControl
        size="xs"
        aria-labelledby={id}
        value={value}
        data={data.map((one) => ({ ...one }))}
        onChange={(chosen) => {
          const found = data.find((one) => one.value === chosen);
          if (found) onChange(found.value);
        }}
      />
    </div>
  );
}

type Channels = Preprocessing['mean'];

function ChannelInputs({
  label,
  values,
  onChange,
}: {
  label: string;
  values: Channels;
  onChange: (values: Channels) => void;
}) {
  const change = (index: number, value: number | string) => {
    if (typeof value !== 'number') return;
    const [first, second, third] = values.map((one, at) => (at === index ? value : one));
    onChange([first ?? 0, second ?? 0, third ?? 0]);
  };
  return (
    <Group gap="xs">
      {['first', 'second', 'third'].map((channel, index) => (
        <NumberInput
          key={channel}
          w={120}
          label={`${label}, ${channel}`}
          step={0.01}
          decimalScale={6}
          value={values[index] ?? 0}
          onChange={(value) => change(index, value)}
        />
      ))}
    </Group>
  );
}
