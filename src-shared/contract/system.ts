import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { DeviceChoice } from '../device.ts';
import { RunId } from '../ids.ts';
import { Precision } from '../recipe.ts';

/** What is known of the engine's libraries. Fractions run 0..1 over the phase. */
export const EngineState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('missing') }),
  z.object({
    state: z.literal('installing'),
    phase: z.enum(['download', 'unpack', 'compile']),
    fraction: z.number().min(0).max(1),
    message: z.string(),
  }),
  z.object({ state: z.literal('failed'), message: z.string() }),
  z.object({ state: z.literal('ready'), tensorflow: z.string(), flavour: z.enum(['cpu', 'cuda']) }),
]);
export type EngineState = z.infer<typeof EngineState>;

/** What `doctor` reports: the versions and devices that training would use. */
export const DoctorReport = z.object({
  node: z.string(),
  engine: z.object({
    tensorflow: z.string(),
    device: z.enum(['cpu', 'cuda']),
    devices: z.array(z.string()),
    precision: Precision,
  }),
  sqlite: z.string(),
  workspace: z.string(),
});
export type DoctorReport = z.infer<typeof DoctorReport>;

/** What this machine can compute on, and what is chosen. */
export const DeviceList = z.object({
  chosen: DeviceChoice,
  /** Whether the start of the program named it: then it cannot be chosen in the window. */
  isGiven: z.boolean(),
  devices: z.array(z.object({ choice: DeviceChoice, name: z.string() })),
});
export type DeviceList = z.infer<typeof DeviceList>;

/** Names the area whose lists have changed, with the runs that changed, where no others did. `seq` rises by one a message: after a gap anything may have changed. */
export const Change = z.object({
  seq: z.number().int().nonnegative(),
  area: z.enum(['all', 'datasets', 'runs', 'nets']),
  runIds: z.array(RunId).optional(),
});
export type Change = z.infer<typeof Change>;

export const systemContract = {
  info: oc.output(
    z.object({
      version: z.string(),
      workspace: z.string(),
      shell: z.enum(['desktop', 'web']),
      cores: z.number().int().positive(),
      /** Largest single file and total that may be streamed up, bytes. */
      uploadLimits: z.object({ fileBytes: z.number(), totalBytes: z.number() }),
    }),
  ),
  doctor: oc.output(DoctorReport),
  /** Takes a second or two: TensorFlow is started to see. Errors: `engine-missing`. */
  devices: oc.output(DeviceList),
  /** Holds for whatever starts from then on. Errors: `conflict` where the start of the program named one. */
  chooseDevice: oc.input(z.object({ device: DeviceChoice })).output(z.void()),
  watchEngine: oc.output(eventIterator(EngineState)),
  installEngine: oc.output(z.void()),
  /** What a window has to ask for again. The first message comes at once. */
  watchChanges: oc.output(eventIterator(Change)),
};
