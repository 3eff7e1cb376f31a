import { ActionIcon, Popover, Stack, Text } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { memo } from 'react';
import classes from './filter-field.module.css';
import { RUN_COLUMNS } from './run-columns.ts';

const EXAMPLES = [
  ['vgg pets', 'runs with both words in name, data set, network, status, tags or note'],
  ['"two words"', 'as they stand there'],
  ['net:alexnet', 'one network; net:alexnet* for all that begin so'],
  ['net:zfnet,vgg-16', 'one or the other'],
  ['top1>0.9 lr<=1e-2', 'best accuracy and learning rate; 90% is 0.9'],
  ['tag:good -starred', 'a tag, and no star'],
  ['time>10m created>7d', 'longer than ten minutes, made in the last seven days'],
  ['test:none', 'without a test result; test:any for those with one'],
  ['(lr:0.1 or lr:0.01) status!=failed', 'alternatives, brackets, and what it is not'],
  ['archived', 'only archived runs; else they are left out'],
] as const;

/** The query language in a few lines, with every name that it knows. */
export const FilterHelp = memo(function FilterHelp() {
  return (
    <Popover position="bottom-end" width={460} withArrow trapFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" aria-label="How to filter">
          <IconHelpCircle size={18} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label="How to filter">
        <Stack gap="sm">
          <dl className={classes.examples}>
            {EXAMPLES.map(([query, about]) => (
              <div key={query} style={{ display: 'contents' }}>
                <dt>{query}</dt>
                <dd>{about}</dd>
              </div>
            ))}
          </dl>
          <Text size="sm" fw={600}>
            Names
          </Text>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
          <ul className={classes.names} tabIndex={0} aria-label="Names">
            {RUN_COLUMNS.flatMap(({ field, title, name }) =>
              field ? (
                <li key={name}>
                  <code>{[field.aliases[0], name].filter(Boolean).join(', ')}</code> {title}
                </li>
              ) : (
                []
              ),
            )}
          </ul>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
});
