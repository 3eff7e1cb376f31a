import { Table, Text } from '@mantine/core';
import { comparedResult, settingEffects } from '../../../../src-shared/compare/setting-effects.ts';
import { formatPercent, UNKNOWN } from '../../../ui/format.ts';
import { Section } from '../../../ui/page.tsx';
import type { ComparedRun } from '../compared-run.ts';
import { effectWords, settingTitle, settingWords } from './change-words.ts';
import classes from './changes.module.css';
import { RunHeads } from './run-heads.tsx';

/** The settings in which the runs differ, beside the result and what each can be said to have done to it. */
export function SettingsSection({ runs: compared }: { runs: readonly ComparedRun[] }) {
  const runs = compared.map(({ run }) => run);
  const result = comparedResult(runs);
  const effects = settingEffects(runs);
  return (
    <Section title="Settings and result">
      <Text size="sm" c="dimmed" mb="sm">
        {summary(effects.length, effects.filter(({ alone }) => alone.length > 0).length)}
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table has to be scrolled by keyboard too */}
      <section className={classes.scroll} tabIndex={0} aria-label="Settings that differ">
        <Table verticalSpacing={6} aria-label="Settings that differ">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Setting</Table.Th>
              <Table.Th scope="col">What it did to the result</Table.Th>
              <RunHeads runs={compared} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            <Table.Tr className={classes.result}>
              <Table.Th scope="row">
                {result.of === 'test' ? 'Test accuracy' : 'Best validation accuracy'}
              </Table.Th>
              <Table.Td />
              {runs.map(({ id }, place) => (
                <Table.Td key={id}>
                  {result.top1[place] == null ? UNKNOWN : formatPercent(result.top1[place])}
                </Table.Td>
              ))}
            </Table.Tr>
            {effects.map((effect) => (
              <Table.Tr key={effect.path}>
                <Table.Th scope="row">{settingTitle(effect.path)}</Table.Th>
                <Table.Td className={classes.effect}>{effectWords(effect)}</Table.Td>
                {runs.map(({ id }, place) => (
                  <Table.Td key={id}>{settingWords(effect.path, effect.values[place] ?? null)}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
    </Section>
  );
}

function summary(differing: number, alone: number): string {
  if (differing === 0) return 'The runs have the same settings and the same data.';
  const count = differing === 1 ? 'One setting differs' : `${differing} settings differ`;
  if (alone === differing) return `${count}; what each did by itself is beside it.`;
  if (alone === 0 && differing > 1) {
    return `${count}, none of them alone: which of them moved the result cannot be told from these runs. Train one with a single change to find out.`;
  }
  return `${count}; ${alone} of them also alone, and only of those can be said what they did.`;
}
