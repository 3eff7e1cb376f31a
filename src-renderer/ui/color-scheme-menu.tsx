import { useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { ChoiceItem, ChoiceMenu } from './choice-menu.tsx';

const SCHEMES = [
  { scheme: 'light', title: 'Light', icon: IconSun },
  { scheme: 'dark', title: 'Dark', icon: IconMoon },
  { scheme: 'auto', title: 'As the system', icon: IconDeviceDesktop },
] as const;

/** Light, dark, or as the system is set. */
export function ColorSchemeMenu() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const current = SCHEMES.find(({ scheme }) => scheme === colorScheme)?.icon ?? IconSun;
  return (
    <ChoiceMenu label="Colour scheme" icon={current}>
      {SCHEMES.map(({ scheme, title, icon }) => (
        <ChoiceItem
          key={scheme}
          title={title}
          icon={icon}
          isChosen={scheme === colorScheme}
          onChoose={() => setColorScheme(scheme)}
        />
      ))}
    </ChoiceMenu>
  );
}
