import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { type AskedPicture, correct } from '../../state/answers.ts';
import type { Judge } from './verdict.ts';

/** More classes than that are not offered in a menu; the list scrolls. */
const MENU_HEIGHT = 320;

interface PictureMenuProps {
  readonly picture: AskedPicture;
  readonly judge: Judge;
  readonly onWhy: (picture: AskedPicture) => void;
}

/** What can be done about a picture: ask why, and say what it is. */
export function PictureMenu({ picture, judge: { classifier }, onWhy }: PictureMenuProps) {
  if (picture.problem !== null || classifier.runId === null) return null;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`More about ${picture.file}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown mah={MENU_HEIGHT} style={{ overflowY: 'auto' }}>
        <Menu.Item onClick={() => onWhy(picture)}>Why this class (Grad-CAM)</Menu.Item>
        <Menu.Divider />
        <Menu.Label>In truth it is</Menu.Label>
        {picture.correction !== null && (
          <Menu.Item onClick={() => correct(picture.key, null)}>Take “{picture.correction}” back</Menu.Item>
        )}
        {classifier.labels.map((label) => (
          <Menu.Item key={label} onClick={() => correct(picture.key, label)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
