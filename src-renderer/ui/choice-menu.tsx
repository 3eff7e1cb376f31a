import { ActionIcon, Menu, type MenuProps, Tooltip } from '@mantine/core';
import { type Icon, IconCheck } from '@tabler/icons-react';

interface ChoiceMenuProps extends Pick<MenuProps, 'opened' | 'onChange'> {
  /** What is chosen here. */
  readonly label: string;
  readonly icon: Icon;
  readonly children: React.ReactNode;
}

/** One of the switches at the bottom of the navigation that offer several choices. */
export function ChoiceMenu({ label, icon: Current, children, ...state }: ChoiceMenuProps) {
  return (
    <Menu position="top-start" withinPortal {...state}>
      <Menu.Target>
        <Tooltip label={label}>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label}>
            <Current size={19} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown maw={340}>{children}</Menu.Dropdown>
    </Menu>
  );
}

interface ChoiceItemProps {
  readonly title: string;
  readonly icon: Icon;
  readonly isChosen: boolean;
  readonly isDisabled?: boolean;
  readonly onChoose: () => void;
}

/** A choice; the chosen one is ticked. */
export function ChoiceItem({
  title,
  icon: Picture,
  isChosen,
  isDisabled = false,
  onChoose,
}: ChoiceItemProps) {
  return (
    <Menu.Item
      disabled={isDisabled}
      leftSection={<Picture size={16} />}
      rightSection={isChosen ? <IconCheck size={16} aria-label="chosen" /> : null}
      onClick={onChoose}
    >
      {title}
    </Menu.Item>
  );
}
