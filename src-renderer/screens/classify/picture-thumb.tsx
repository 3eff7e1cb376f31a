import { IconPhoto } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { fetchRecord } from '../../actions/read-records.ts';
import type { AskedPicture } from '../../state/answers.ts';
import { RECORD_SIZE, rgbPixels } from '../inspect/picture/chosen-picture.ts';
import classes from './classify.module.css';

/** A picture small: itself where this window has it, else its record. */
export function PictureThumb({ picture }: { picture: AskedPicture }) {
  const [isBroken, setBroken] = useState(false);
  // Only what was read: a file that is no picture is not offered to the browser as one.
  const isThere = picture.problem === null && picture.answers.size > 0;
  return (
    <div className={classes.picture}>
      {isThere && picture.preview && !isBroken && (
        <img src={picture.preview} alt="" loading="lazy" decoding="async" onError={() => setBroken(true)} />
      )}
      {isThere && (!picture.preview || isBroken) && <RecordCanvas picture={picture} />}
      {!isThere && <IconPhoto size={28} stroke={1.2} aria-hidden />}
    </div>
  );
}

/** Also for what browsers do not show, such as TIFF. */
function RecordCanvas({ picture }: { picture: AskedPicture }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const record = useQuery({
    queryKey: ['thumb', picture.key],
    queryFn: ({ signal }) => fetchRecord(picture, RECORD_SIZE, signal),
    // Of thousands that were scrolled past, few are looked at again.
    gcTime: 10_000,
  });
  useEffect(() => {
    if (!canvas.current || !(record.data instanceof Uint8Array)) return;
    const { data, width, height } = rgbPixels(record.data, RECORD_SIZE, RECORD_SIZE);
    canvas.current.getContext('2d')?.putImageData(new ImageData(data, width, height), 0, 0);
  }, [record.data]);
  return <canvas ref={canvas} width={RECORD_SIZE} height={RECORD_SIZE} aria-hidden />;
}
