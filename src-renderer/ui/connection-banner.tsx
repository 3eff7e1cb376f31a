import { Loader } from '@mantine/core';
import { connectionStatus } from '../client/studio.ts';
import { useStore } from '../state/store.ts';
import classes from './connection-banner.module.css';

/** One quiet line while the main process does not answer; training goes on without the window. */
export function ConnectionBanner() {
  const status = useStore(connectionStatus, (value) => value);
  return (
    <div role="status">
      {status === 'lost' && (
        <div className={classes.banner}>
          <Loader size={14} color="currentColor" />
          <span>
            The connection is lost and is being opened again. If AlexNet Studio was restarted, use the new
            address that it printed.
          </span>
        </div>
      )}
    </div>
  );
}
