import type { Database } from 'better-sqlite3';
import { DeviceChoice } from '../../src-shared/device.ts';

/** What was chosen in the window to compute on. */
export interface DeviceTable {
  /** Null where nobody chose. */
  get(): DeviceChoice | null;
  set(choice: DeviceChoice): void;
}

export function createDeviceTable(db: Database): DeviceTable {
  const get = db.prepare<[], { choice: string }>('SELECT choice FROM device');
  const set = db.prepare<{ choice: string }>(
    'INSERT OR REPLACE INTO device (one, choice) VALUES (1, @choice)',
  );
  return {
    get() {
      const row = get.get();
      return row === undefined ? null : DeviceChoice.parse(row.choice);
    },
    set: (choice) => void set.run({ choice }),
  };
}
