import { Menu } from '@mantine/core';
import {
  IconArchive,
  IconArrowRight,
  IconDots,
  IconMicroscope,
  IconNote,
  IconPencil,
  IconPhotoSearch,
  IconPlayerPlay,
  IconPlayerStop,
  IconRepeat,
  IconStar,
  IconTag,
  IconTrash,
} from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { Run } from '../../../src-shared/contract/runs.ts';
import { runColour } from '../../../src-shared/run-colour.ts';
import { archiveRuns, markRuns } from '../../actions/mark-runs.ts';
import { notifyFailure } from '../../actions/notify.tsx';
import { removeRun } from '../../actions/remove-run.ts';
import { studio } from '../../client/studio.ts';
import { canClassify, isActive } from '../../state/queries.ts';
import { canResume } from '../run/run-words.ts';
import { ColourChoice } from './colour-choice.tsx';
import { openMarksDialog } from './marks-dialog.tsx';
import controls from './row-controls.module.css';

interface RunMenuProps {
  readonly run: Run;
  readonly tabIndex: 0 | -1;
  readonly isRenaming: boolean;
  readonly onRename: () => void;
}

/** Everything that can be done with a run of the table. A menu costs more than the rest of its row, so each is made when it is first opened. */
export function RunMenu(props: RunMenuProps) {
  const [isMade, setMade] = useState(false);
  if (isMade) return <MadeRunMenu {...props} />;
  const { run, tabIndex } = props;
  return <MenuButton run={run} tabIndex={tabIndex} aria-haspopup="menu" onClick={() => setMade(true)} />;
}

interface MenuButtonProps extends React.ComponentProps<'button'> {
  readonly run: Run;
}

function MenuButton({ run, ...props }: MenuButtonProps) {
  return (
    <button type="button" className={controls.button} aria-label={`Actions for ${run.name}`} {...props}>
      <IconDots size={18} />
    </button>
  );
}

function MadeRunMenu({ run, tabIndex, isRenaming, onRename }: RunMenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  // The button took the place of the one that was pressed. It is to have the focus before the menu opens, so that it gets it back.
  useEffect(() => {
    button.current?.focus();
    setOpen(true);
  }, []);
  return (
    // While a name is edited the focus goes to its field.
    <Menu position="bottom-end" returnFocus={!isRenaming} withinPortal opened={isOpen} onChange={setOpen}>
      <Menu.Target>
        <MenuButton ref={button} run={run} tabIndex={tabIndex} />
      </Menu.Target>
      <Menu.Dropdown>
        <RunMenuItems run={run} onRename={onRename} />
      </Menu.Dropdown>
    </Menu>
  );
}

/** Drawn when the menu is open. */
function RunMenuItems({ run, onRename }: { run: Run; onRename: () => void }) {
  const runId = run.id;
  const { isStarred, isArchived } = run.marks;
  return (
    <>
      <Menu.Item component={Link} href={`/runs/${runId}`} leftSection={<IconArrowRight size={16} />}>
        Open
      </Menu.Item>
      {isActive(run) && (
        <Menu.Item
          leftSection={<IconPlayerStop size={16} />}
          disabled={run.state.status === 'stopping'}
          onClick={() => void studio.runs.stop({ runId }).catch(notifyFailure)}
        >
          Stop
        </Menu.Item>
      )}
      {canResume(run) && (
        <Menu.Item
          leftSection={<IconPlayerPlay size={16} />}
          onClick={() => void studio.runs.resume({ runId }).catch(notifyFailure)}
        >
          Resume
        </Menu.Item>
      )}
      {canClassify(run) && (
        <Menu.Item
          component={Link}
          href={`/classify/with/${runId}`}
          leftSection={<IconPhotoSearch size={16} />}
        >
          Classify pictures
        </Menu.Item>
      )}
      <Menu.Item
        component={Link}
        href={`/runs/${runId}/inspect/network`}
        leftSection={<IconMicroscope size={16} />}
      >
        Inspect
      </Menu.Item>
      <Menu.Item component={Link} href={`/train/again/${runId}`} leftSection={<IconRepeat size={16} />}>
        Train again
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item leftSection={<IconPencil size={16} />} onClick={onRename}>
        Rename
      </Menu.Item>
      <Menu.Item
        leftSection={<IconStar size={16} />}
        onClick={() => void markRuns([runId], { isStarred: !isStarred })}
      >
        {isStarred ? 'Take the star away' : 'Star'}
      </Menu.Item>
      <Menu.Item leftSection={<IconTag size={16} />} onClick={() => openMarksDialog('tags', [run])}>
        Tags…
      </Menu.Item>
      <Menu.Item leftSection={<IconNote size={16} />} onClick={() => openMarksDialog('note', [run])}>
        Note…
      </Menu.Item>
      <Menu.Label>Colour</Menu.Label>
      <ColourChoice chosen={runColour(run)} onChoose={(colour) => void markRuns([runId], { colour })} />
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconArchive size={16} />}
        onClick={() => void archiveRuns([runId], !isArchived)}
      >
        {isArchived ? 'Bring back from the archive' : 'Archive'}
      </Menu.Item>
      <Menu.Item
        color="red"
        leftSection={<IconTrash size={16} />}
        disabled={isActive(run)}
        onClick={() => void removeRun(run)}
      >
        Delete
      </Menu.Item>
    </>
  );
}
