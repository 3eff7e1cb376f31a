import { Alert, Button, Checkbox, Group, Modal, Progress, Radio, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { ExportEvent } from '../../../src-shared/contract/exports.ts';
import type { Run } from '../../../src-shared/contract/runs.ts';
import { messageOf } from '../../../src-shared/errors.ts';
import {
  EXPORT_FORMATS,
  ExportFormatName,
  ExportOptions,
  type ExportProof,
} from '../../../src-shared/export-formats.ts';
import { missingInTfjsLayers } from '../../../src-shared/nets/keras/tfjs-layers.ts';
import { netSpec } from '../../../src-shared/nets/nets.ts';
import { exportUrl } from '../../../src-shared/routes.ts';
import { formatSize, formatTimeLeft } from '../../ui/format.ts';
import classes from './export-dialog.module.css';
import { useExport } from './use-export.ts';

/** Writes the run's best weights for another program: format, options, how far it is, what its proof found, and the file. */
export function ExportDialog({ run, onClose }: { run: Run; onClose: () => void }) {
  const [format, setFormat] = useState<ExportFormatName>('onnx');
  const [options, setOptions] = useState(ExportOptions.parse({}));
  const { state, start, reset } = useExport(run.id);
  const known = EXPORT_FORMATS[format].options;
  const knows = (option: keyof ExportOptions): boolean => known.includes(option);
  const submit = (event: React.FormEvent): void => {
    event.preventDefault();
    void start(format, {
      float16: knows('float16') && options.float16,
      preprocessing: knows('preprocessing') ? options.preprocessing : 'inside',
    });
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={`Export ${run.name}`}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {state.phase === 'working' ? (
        <Working progress={state.progress} onStop={reset} />
      ) : state.phase === 'done' ? (
        <Done exported={state.exported} onAnother={reset} />
      ) : (
        <form onSubmit={submit}>
          <Stack gap="md">
            <Formats run={run} format={format} onChange={setFormat} />
            {knows('preprocessing') && (
              <Radio.Group
                label="Pre-processing"
                description="Cropping, and normalising by the mean and deviation of the training pictures."
                value={options.preprocessing}
                onChange={(preprocessing) => setOptions(ExportOptions.parse({ ...options, preprocessing }))}
              >
                <Stack gap={6} mt="xs">
                  <Radio value="inside" label="Inside: it takes uint8 pixels as they are" />
                  <Radio value="outside" label="Outside: it takes normalised float32 pixels" />
                </Stack>
              </Radio.Group>
            )}
            {knows('float16') && (
              <Checkbox
                label="Half precision"
                description="Half the size; probabilities may differ in the third digit."
                checked={options.float16}
                onChange={(event) => setOptions({ ...options, float16: event.currentTarget.checked })}
              />
            )}
            {state.phase === 'failed' && (
              <Alert color="red" role="alert" title="It was not exported">
                {messageOf(state.error)}
              </Alert>
            )}
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit">Export</Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

function Formats(props: {
  run: Run;
  format: ExportFormatName;
  onChange: (format: ExportFormatName) => void;
}) {
  const { recipe, classes: labels } = props.run;
  const missing = useMemo(
    () => missingInTfjsLayers(netSpec(recipe.net, labels.length)),
    [recipe.net, labels],
  );
  const problemOf = (name: ExportFormatName): string | undefined =>
    name === 'tfjs' && missing !== undefined ? `Not this network: ${missing}.` : undefined;
  return (
    <Radio.Group
      aria-label="Format"
      value={props.format}
      onChange={(value) => props.onChange(ExportFormatName.parse(value))}
    >
      <div className={classes.formats}>
        {ExportFormatName.options.map((name) => (
          <Radio.Card
            key={name}
            value={name}
            className={classes.format}
            radius="md"
            disabled={problemOf(name) !== undefined}
          >
            <div className={classes.about}>
              <Radio.Indicator size="xs" />
              <Text size="sm" fw={600}>
                {EXPORT_FORMATS[name].title}
              </Text>
              <Text size="xs" c="dimmed">
                {problemOf(name) ?? EXPORT_FORMATS[name].description}
              </Text>
            </div>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}

const PHASES = { writing: 'Writes the weights', proving: 'Compares it with the engine' } as const;

function Working(props: { progress: Extract<ExportEvent, { type: 'progress' }> | null; onStop: () => void }) {
  const { progress } = props;
  const left =
    progress === null || progress.secondsLeft === null
      ? ''
      : `, ${formatTimeLeft(progress.secondsLeft)} left`;
  return (
    <Stack gap="md">
      <Text size="sm" role="status">
        {progress === null ? 'The engine is being started.' : `${PHASES[progress.phase]}${left}.`}
      </Text>
      <Progress value={100 * (progress?.share ?? 0)} aria-label="How far it is" />
      <Group justify="flex-end">
        <Button color="red" variant="light" onClick={props.onStop} data-autofocus>
          Stop
        </Button>
      </Group>
    </Stack>
  );
}

function Done(props: { exported: Extract<ExportEvent, { type: 'exported' }>; onAnother: () => void }) {
  const { exportId, name, bytes, proof } = props.exported;
  return (
    <Stack gap="md">
      <Alert color="teal" title="Proven" role="status">
        {proofSentence(proof)}
      </Alert>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {name}, {formatSize(bytes)}
      </Text>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={props.onAnother}>
          Export another
        </Button>
        <Button
          component="a"
          href={exportUrl(exportId)}
          download={name}
          leftSection={<IconDownload size={16} />}
          data-autofocus
        >
          Download
        </Button>
      </Group>
    </Stack>
  );
}

function proofSentence({ pictures, of, largestDifference, tolerance }: ExportProof): string {
  const what =
    of === 'noise' ? `${pictures} pictures of noise (the data set is gone)` : `${pictures} pictures`;
  return `Loaded again by its own runtime, it gave the engine’s probabilities for ${what}: the largest difference is ${largestDifference.toExponential(1)}, and ${tolerance} is allowed.`;
}
