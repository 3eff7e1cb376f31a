import { LabPage } from '../lab-page.tsx';
import { PoolPicture } from './pool-picture.tsx';
import { PoolWindow } from './pool-window.tsx';

/** The slide on pooling: the deck's example, and a whole picture. */
export function PoolingPage() {
  return (
    <LabPage page="pooling">
      <PoolWindow />
      <PoolPicture />
    </LabPage>
  );
}
