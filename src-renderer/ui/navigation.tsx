import { ActionIcon, Tooltip } from '@mantine/core';
import { IconApi, IconKeyboard } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { isActive, useRuns } from '../state/queries.ts';
import { ColorSchemeMenu } from './color-scheme-menu.tsx';
import { DeviceMenu } from './device-menu.tsx';
import classes from './navigation.module.css';
import { PAGES } from './pages.ts';
import { RunningRun } from './running-run.tsx';

/** The pages, what is at work wherever something is (a run, or both of a race), and the switches at the bottom. */
export function Navigation({ onHelp }: { onHelp: () => void }) {
  const [location] = useLocation();
  const running = useRuns().data?.filter((run) => isActive(run) && run.state.status !== 'queued');
  return (
    <>
      <Link href="/" className={classes.brand} aria-label="AlexNet Studio, home">
        <img src="./icon.svg" alt="" width={28} height={28} />
        <span className={classes.label}>AlexNet Studio</span>
      </Link>
      <div className={classes.pages}>
        {PAGES.map(({ path, title, icon: Icon }) => {
          const isHere = path === '/' ? location === '/' : location.startsWith(path);
          return (
            <Tooltip
              key={path}
              label={title}
              position="right"
              openDelay={400}
              events={{ hover: true, focus: false, touch: false }}
            >
              <Link href={path} className={classes.link} aria-current={isHere ? 'page' : undefined}>
                <Icon size={20} stroke={1.7} aria-hidden />
                <span className={classes.label}>{title}</span>
              </Link>
            </Tooltip>
          );
        })}
      </div>
      {running?.map((run) => (
        <RunningRun key={run.id} run={run} />
      ))}
      <div className={classes.footer}>
        <ColorSchemeMenu />
        <DeviceMenu />
        {!window.alexnetStudio && (
          <Tooltip label="API for other programs">
            <ActionIcon
              component={Link}
              href="/api"
              variant="subtle"
              color="gray"
              size="lg"
              aria-label="API for other programs"
            >
              <IconApi size={19} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        )}
        <Tooltip label="Keyboard shortcuts">
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label="Keyboard shortcuts"
            onClick={onHelp}
          >
            <IconKeyboard size={19} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </div>
    </>
  );
}
