import { Combobox, Text, TextInput, useCombobox } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { QueryProblem } from '../../../src-shared/runs-query/query.ts';
import type { RunField, RunRecord } from '../../../src-shared/runs-query/run-field.ts';
import { type Suggestion, suggest } from '../../../src-shared/runs-query/suggest.ts';
import classes from './filter-field.module.css';
import { FilterHelp } from './filter-help.tsx';

interface FilterFieldProps {
  readonly filter: string;
  readonly problem: QueryProblem | null;
  readonly records: readonly RunRecord[];
  readonly onFilter: (filter: string) => void;
}

/** Where runs are looked for: with what may come next while one types, and what is wrong at its place. `/` goes to it from anywhere on the page. */
export function FilterField({ filter, problem, records, onFilter }: FilterFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const [cursor, setCursor] = useState<number | null>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  // The field answers at once, its suggestions when there is time.
  const typed = useDeferredValue(useMemo(() => ({ filter, cursor }), [filter, cursor]));
  const suggestions = useMemo(() => suggestionsFor(typed, records), [typed, records]);
  useSlash(() => input.current?.focus());

  const take = ({ insert, from, to }: Suggestion) => {
    const isWhole = !/[:=<>]$/.test(insert);
    const text = insert + (isWhole && to === filter.length ? ' ' : '');
    onFilter(filter.slice(0, from) + text + filter.slice(to));
    const place = from + text.length;
    setCursor(place);
    requestAnimationFrame(() => input.current?.setSelectionRange(place, place));
  };

  const isOpen = combobox.dropdownOpened && suggestions.length > 0;
  return (
    <div className={classes.field}>
      <Combobox
        store={combobox}
        onOptionSubmit={(value) => {
          const taken = suggestions[Number(value)];
          if (taken) take(taken);
        }}
      >
        <Combobox.Target withExpandedAttribute>
          <TextInput
            ref={input}
            role="combobox"
            aria-autocomplete="list"
            aria-label="Filter runs"
            placeholder="Filter: net:alexnet top1>0.9 tag:good -starred"
            spellCheck={false}
            autoComplete="off"
            leftSection={<IconSearch size={16} aria-hidden />}
            rightSection={<FilterHelp />}
            value={filter}
            error={problem !== null}
            aria-describedby={problem ? 'filter-problem' : undefined}
            onChange={(event) => {
              onFilter(event.currentTarget.value);
              setCursor(event.currentTarget.selectionStart);
              combobox.openDropdown();
              combobox.resetSelectedOption();
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Escape' || isOpen) return;
              input.current?.blur();
            }}
            onBlur={() => combobox.closeDropdown()}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={!isOpen}>
          <Combobox.Options aria-label="Suggestions">
            {suggestions.map(({ insert, about }, i) => (
              <Combobox.Option key={insert} value={String(i)} className={classes.option}>
                <code>{insert}</code>
                <Text span size="xs" c="dimmed">
                  {about}
                </Text>
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {problem && (
        <p id="filter-problem" className={classes.problem} role="status">
          {problem.message}{' '}
          <code>
            {filter.slice(0, problem.from)}
            <mark>{filter.slice(problem.from, problem.to) || '␣'}</mark>
            {filter.slice(problem.to)}
          </code>
        </p>
      )}
    </div>
  );
}

function suggestionsFor(
  { filter, cursor }: { filter: string; cursor: number | null },
  records: readonly RunRecord[],
): Suggestion[] {
  return cursor === null ? [] : suggest(filter, cursor, (field) => frequentValues(records, field));
}

/** A field's values in words, the most frequent first. */
function frequentValues(records: readonly RunRecord[], field: RunField): string[] {
  const counts = new Map<string, number>();
  for (const record of records) {
    const value = field.value(record);
    const values = Array.isArray(value) ? value : [value];
    for (const one of values) {
      if (one === null || one === '') continue;
      const word = String(one);
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([word]) => word);
}

function useSlash(onSlash: () => void): void {
  const latest = useRef(onSlash);
  latest.current = onSlash;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
