import { Input, SegmentedControl } from '@mantine/core';
import { POOLINGS, type Pooling } from '../../../../src-shared/lab/pool.ts';

/** Max, min or average. */
export function PoolingChoice({ kind, onKind }: { kind: Pooling; onKind: (kind: Pooling) => void }) {
  return (
    <div>
      <Input.Label labelElement="div" display="block" mb={4}>
        Keeps
      </Input.Label>
      <SegmentedControl
        aria-label="Keeps"
        value={kind}
        data={[...POOLINGS]}
        onChange={(value) => onKind(POOLINGS.find((one) => one === value) ?? kind)}
      />
    </div>
  );
}
