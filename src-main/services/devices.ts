import type { DeviceList } from '../../src-shared/contract/system.ts';
import { DeviceChoice } from '../../src-shared/device.ts';
import { AppError } from '../../src-shared/errors.ts';
import { chooseDevice, chosenDevice, givenDevice } from '../install/chosen-device.ts';
import type { DeviceTable } from '../store/device-table.ts';
import type { Fork } from './child.ts';
import { askEngine } from './engine-process.ts';

/** What this machine could compute on, and what it does. */
export interface Devices {
  /** Starts TensorFlow to see. Errors: `engine-missing`, `engine-lost`. */
  list(): Promise<DeviceList>;
  /** For every engine that is started from now on, also when the program is started anew. Errors: `conflict` where the start of the program gave one. */
  choose(choice: DeviceChoice): void;
}

/** Takes up what was chosen in this workspace before. */
export function createDevices(table: DeviceTable, fork?: Fork): Devices {
  chooseDevice(table.get() ?? 'auto');
  return {
    async list() {
      const { devices } = await askEngine({ kind: 'probe' }, 'hello', fork, 'auto');
      return { chosen: chosenDevice(), isGiven: givenDevice() !== null, devices: devices.map(toDevice) };
    },
    choose(choice) {
      const given = givenDevice();
      if (given !== null) {
        throw new AppError(
          'conflict',
          `The program was started on the device ${given} (--device or ALEXNET_STUDIO_DEVICE): start it without, to choose here.`,
        );
      }
      table.set(choice);
      chooseDevice(choice);
    },
  };
}

/** `DeviceInfo.devices` names a GPU after the word that chooses it. */
function toDevice(text: string): DeviceList['devices'][number] {
  const [word, ...name] = text.split(' ');
  const gpu = DeviceChoice.safeParse(word);
  return gpu.success ? { choice: gpu.data, name: name.join(' ') } : { choice: 'cpu', name: text };
}
