import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tallyLine, tallyPlaywright, tallyVitest } from '../../../scripts/lib/tally.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tally-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function report(contents: object): string {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(contents));
  return file;
}

describe('the count of tests', () => {
  it('counts each test of Vitest once', () => {
    const file = report({
      testResults: [
        { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'skipped' }] },
        { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
      ],
    });
    expect(tallyVitest(file)).toEqual({ passed: 2, failed: 1, skipped: 1 });
  });

  it('counts a file that did not load as a failure', () => {
    const file = report({ testResults: [{ status: 'failed', assertionResults: [] }] });
    expect(tallyVitest(file)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('counts a Playwright test that needed a second try as failed, and an error outside of tests as well', () => {
    const file = report({
      stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 },
      errors: [{ message: 'no server' }],
    });
    expect(tallyPlaywright(file)).toEqual({ passed: 5, failed: 3, skipped: 2 });
  });

  it('counts a run that left no report as a failure', () => {
    const absent = join(folder, 'absent.json');
    expect(tallyVitest(absent).failed + tallyPlaywright(absent).failed).toBe(2);
  });

  it('adds up in one line', () => {
    const tallies = [
      { passed: 10, failed: 0, skipped: 1 },
      { passed: 5, failed: 2, skipped: 0 },
    ];
    expect(tallyLine(tallies)).toBe('15 passed, 2 failed, 1 skipped');
  });
});
