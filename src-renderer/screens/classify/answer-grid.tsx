import { useElementSize } from '@mantine/hooks';
import { IconPhoto } from '@tabler/icons-react';
import { useState } from 'react';
import type { Answer } from '../../state/answers.ts';
import { ProbabilityBars } from '../../ui/probability-bars.tsx';
import { VirtualRows } from '../../ui/virtual-rows.tsx';
import classes from './answer-grid.module.css';

const NARROWEST = 380;
const HEIGHT = 232;
const GAP = 16;

/** The answers as cards; of thousands only those near the window are drawn. */
export function AnswerGrid({ answers }: { answers: readonly Answer[] }) {
  const { ref, width } = useElementSize();
  const columns = Math.max(1, Math.floor((width + GAP) / (NARROWEST + GAP)));
  const rows = Array.from({ length: Math.ceil(answers.length / columns) }, (_, row) =>
    answers.slice(row * columns, (row + 1) * columns),
  );
  return (
    <div ref={ref} style={{ '--columns': columns }}>
      {width > 0 && (
        <VirtualRows
          rows={rows}
          layout={columns}
          heightOf={() => HEIGHT + GAP}
          keyOf={(row) => row[0]?.key ?? ''}
        >
          {(row) => (
            <div className={classes.row}>
              {row.map((answer) => (
                <AnswerCard key={answer.key} answer={answer} />
              ))}
            </div>
          )}
        </VirtualRows>
      )}
    </div>
  );
}

function AnswerCard({ answer: { result, preview, runName } }: { answer: Answer }) {
  const [isBroken, setBroken] = useState(false);
  const name = result.file.split(/[\\/]/).at(-1) ?? result.file;
  return (
    <article className={`card ${classes.card}`} aria-label={name}>
      <div className={classes.picture}>
        {preview && result.outcome === 'classified' && !isBroken ? (
          <img src={preview} alt="" loading="lazy" decoding="async" onError={() => setBroken(true)} />
        ) : (
          <IconPhoto size={32} stroke={1.2} aria-hidden />
        )}
      </div>
      <div className={classes.answer}>
        <div className={classes.file} title={result.file}>
          {name}
        </div>
        {result.outcome === 'classified' ? (
          <ProbabilityBars predictions={result.predictions} />
        ) : (
          <p className={classes.rejected}>{result.reason}</p>
        )}
        <div className={classes.run}>
          {result.outcome === 'classified' ? `by ${runName}` : 'not classified'}
        </div>
      </div>
    </article>
  );
}
