import { PICTURE } from '../../../src-shared/nets/layer-spec.ts';
import type { Answer, Ask, Tensor } from '../protocol.ts';
import { openRecords, type Records } from '../records.ts';
import { ascend } from './ascend.ts';
import { explain } from './explain.ts';
import { features } from './features.ts';
import { fedPixels, type InspectSession } from './inspect-session.ts';
import { nearestRows } from './nearest-rows.ts';
import { scanUnits } from './scan-units.ts';
import { timeLayers } from './time-layers.ts';
import type { Working } from './working.ts';

/** Answers one question about a network; protocol.ts says what with. */
export async function answerAsk(session: InspectSession, ask: Ask, working: Working): Promise<Answer> {
  switch (ask.kind) {
    case 'time':
      return await timeLayers(session, working);
    case 'broken':
      return { tensors: {}, figures: Object.fromEntries(session.broken) };
    case 'activations':
      return { tensors: activations(session, ask.record), figures: {} };
    case 'scan':
      return await withRecords(ask, (records) => scanUnits(session, records, ask, working));
    case 'features':
      return await withRecords(ask, (records) => features(session, records, ask, working));
    case 'nearest':
      return await nearestRows(ask.features, ask.count, working);
    case 'explain':
      return await explain(session, ask, working);
    case 'ascend':
      return await ascend(session, ask, working);
  }
}

function activations(session: InspectSession, record: Uint8Array): Record<string, Tensor> {
  const pixels = session.pixels(record);
  const outputs = session.run(
    fedPixels(session, pixels),
    session.layers.map(({ layer }) => session.layer(layer.name).refs.fetched),
  );
  const byLayer = session.layers.map(({ layer, output }, index): [string, Tensor] => [
    layer.name,
    { shape: [...output], data: outputs[index] ?? new Float32Array() },
  ]);
  return { [PICTURE]: { shape: [...session.net.input], data: pixels }, ...Object.fromEntries(byLayer) };
}

async function withRecords<T>(
  { recordsFile }: { recordsFile: string },
  use: (records: Records) => Promise<T>,
): Promise<T> {
  const records = await openRecords(recordsFile);
  try {
    return await use(records);
  } finally {
    await records.close();
  }
}
