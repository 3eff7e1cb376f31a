import { DeviceChoice } from '../../src-shared/device.ts';
import { AppError } from '../../src-shared/errors.ts';

let chosen: DeviceChoice = 'auto';

/** The device that engines are to use: what the start of the program names, else what was chosen in the window. Throws `bad-request` like `givenDevice`. */
export function chosenDevice(): DeviceChoice {
  return givenDevice() ?? chosen;
}

/** The device that `--device` or ALEXNET_STUDIO_DEVICE names, or null. Throws `bad-request` on a word that names none. */
export function givenDevice(): DeviceChoice | null {
  const word = process.env['ALEXNET_STUDIO_DEVICE'];
  if (word === undefined) return null;
  const choice = DeviceChoice.safeParse(word);
  if (choice.success) return choice.data;
  throw new AppError('bad-request', `ALEXNET_STUDIO_DEVICE is wrong: ${choice.error.issues[0]?.message}.`);
}

/** What engines that are started from now on use, unless the start of the program named another. */
export function chooseDevice(choice: DeviceChoice): void {
  chosen = choice;
}
