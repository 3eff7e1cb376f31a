#!/usr/bin/env node
// The one file that must run under any Node from 20 on: what follows is TypeScript, which needs the Node 24 that npm installed here.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const runsTypeScript = Number(process.versions.node.split('.')[0]) >= 24 && process.features.typescript;

if (runsTypeScript) {
  await import('./main.ts');
} else {
  const node = findNode(folder);
  if (node) runWith(node);
  else fail('AlexNet Studio needs Node 24: run "npm ci" in its folder, which installs one for it.');
}

/** The Node of the project's own node_modules, searched upwards. */
function findNode(start) {
  const candidate = join(start, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  if (existsSync(candidate)) return candidate;
  const parent = dirname(start);
  return parent === start ? null : findNode(parent);
}

/** Becomes the other Node as far as anyone can tell: same terminal, same signals, same exit status. */
function runWith(node) {
  const child = spawn(node, [join(folder, 'main.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`Node 24 could not be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
}

function fail(message) {
  console.error(message);
  process.exitCode = 1;
}
