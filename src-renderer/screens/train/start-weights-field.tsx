import { Button, FileButton, Group, Input, Text } from '@mantine/core';
import { IconFileUpload, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { StartWeights } from '../../../src-shared/contract/start-weights.ts';
import { messageOf } from '../../../src-shared/errors.ts';
import type { DatasetId } from '../../../src-shared/ids.ts';
import type { Recipe } from '../../../src-shared/recipe.ts';
import { uploadFiles } from '../../actions/upload-files.ts';
import { studio } from '../../client/studio.ts';
import { formatCounted } from '../../ui/format.ts';

interface StartWeightsFieldProps {
  readonly net: Recipe['net'];
  readonly datasetId: DatasetId | null;
  readonly weights: StartWeights | null;
  readonly onChange: (weights: StartWeights | null) => void;
}

/** Chooses a file of weights to start from; it is read at once, for the network and the classes that are chosen. */
export function StartWeightsField({ net, datasetId, weights, onChange }: StartWeightsFieldProps) {
  const [working, setWorking] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);

  const read = async (file: File | null): Promise<void> => {
    if (file === null || datasetId === null) return;
    const own = new AbortController();
    controller.current = own;
    setFailure(null);
    setWorking(`Takes in ${file.name}…`);
    try {
      const uploadId = await uploadFiles([{ file, path: file.name }], own.signal, () => undefined);
      setWorking(`Compares ${file.name} with the network…`);
      const source = { kind: 'upload', uploadId } as const;
      const found = await studio.startWeights.read({ source, net, datasetId }, { signal: own.signal });
      if (!own.signal.aborted) onChange(found);
    } catch (error) {
      if (!own.signal.aborted) setFailure(messageOf(error));
    }
    setWorking(null);
  };

  return (
    <Input.Wrapper
      label="Start from a file"
      description="Weights of the same network: ONNX, Keras (.weights.h5, .keras) or safetensors, also torchvision’s AlexNet."
      error={failure}
    >
      <Group gap="xs" mt={4} wrap="nowrap">
        {weights === null ? (
          <FileButton onChange={(file) => void read(file)} accept=".onnx,.h5,.hdf5,.keras,.safetensors">
            {(props) => (
              <Button
                {...props}
                variant="default"
                leftSection={<IconFileUpload size={16} />}
                loading={working !== null}
                disabled={datasetId === null}
              >
                Choose weights…
              </Button>
            )}
          </FileButton>
        ) : (
          <Button
            variant="default"
            leftSection={<IconX size={16} />}
            onClick={() => onChange(null)}
            aria-label={`Do not start from ${weights.file}`}
          >
            {weights.file}
          </Button>
        )}
        <Text size="xs" c="dimmed" role="status">
          {working ?? (weights && fitSentence(weights))}
        </Text>
      </Group>
    </Input.Wrapper>
  );
}

function fitSentence({ tensors, left }: StartWeights): string {
  const anew = left.length > 0 ? ` The last layer begins anew, for other classes.` : '';
  return `${formatCounted(tensors, 'tensor')} fit.${anew}`;
}
