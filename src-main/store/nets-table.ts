import type { Database } from 'better-sqlite3';
import { SavedNet } from '../../src-shared/contract/nets.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { CustomNet } from '../../src-shared/nets/custom-net.ts';

/** The networks that somebody made and kept. Capitals make no other name. */
export interface NetsTable {
  /** By name. */
  list(): SavedNet[];
  /** Throws `not-found`. */
  get(name: string): SavedNet;
  /** In place of the one called `replaces`, if there is one. Throws `conflict` where yet another has its name. */
  save(net: CustomNet, replaces?: string): void;
  /** Throws `not-found`. */
  remove(name: string): void;
}

interface NetRow {
  name: string;
  net_json: string;
  saved_at_ms: number;
}

export function createNetsTable(db: Database): NetsTable {
  const columns = 'SELECT name, net_json, saved_at_ms FROM nets';
  const all = db.prepare<[], NetRow>(`${columns} ORDER BY name`);
  const byName = db.prepare<{ name: string }, NetRow>(`${columns} WHERE name = @name`);
  const insert = db.prepare(
    'INSERT INTO nets (name, net_json, saved_at_ms) VALUES (@name, @net, @savedAtMs)',
  );
  const remove = db.prepare<{ name: string }>('DELETE FROM nets WHERE name = @name');

  return {
    list: () => all.all().map(toSavedNet),
    get(name) {
      const row = byName.get({ name });
      if (row === undefined) throw noNet(name);
      return toSavedNet(row);
    },
    save: db.transaction((net: CustomNet, replaces?: string) => {
      if (replaces !== undefined) remove.run({ name: replaces });
      const taken = byName.get({ name: net.name });
      if (taken) {
        throw new AppError(
          'conflict',
          `There is a network called "${taken.name}" already: choose another name, or open that one.`,
        );
      }
      insert.run({ name: net.name, net: JSON.stringify(net), savedAtMs: Date.now() });
    }),
    remove(name) {
      if (remove.run({ name }).changes === 0) throw noNet(name);
    },
  };
}

/** Parsed, because it is JSON. */
function toSavedNet(row: NetRow): SavedNet {
  return SavedNet.parse({ net: JSON.parse(row.net_json), savedAtMs: row.saved_at_ms });
}

function noNet(name: string): AppError {
  return new AppError('not-found', `There is no network "${name}" in this workspace.`);
}
