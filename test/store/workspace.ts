import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openStore, type Store } from '../../src-main/store/store.ts';
import type { Run } from '../../src-shared/contract/runs.ts';
import { DatasetId } from '../../src-shared/ids.ts';
import { RECIPES } from '../../src-shared/recipe.ts';

/** A folder of its own that is deleted when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A new, empty store in a folder of its own. */
export function temporaryStore(): Store {
  const store = openStore(temporaryFolder(), { mode: 'write' });
  onTestFinished(() => store.close());
  return store;
}

/** A new run in the store. */
export function addRun(store: Store, name = 'first'): Run {
  return store.runs.insert({
    name,
    dataset: { id: DatasetId.parse('dataset1'), name: 'pets', version: 1 },
    classes: ['cat', 'dog'],
    recipe: RECIPES.deck,
    stepsPerEpoch: 10,
    startedFrom: null,
  });
}
