import { SegmentedControl, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { LayerActivations, NetworkLayer } from '../../../../src-shared/contract/inspect-answers.ts';
import { api } from '../../../client/studio.ts';
import { ErrorCard } from '../../../ui/error-card.tsx';
import { Section } from '../../../ui/page.tsx';
import { NotANumber } from '../parts/not-a-number.tsx';
import { ScaleLegend } from '../parts/scale-legend.tsx';
import { useLook } from '../picture/chosen-picture.ts';
import type { Subject } from '../subject.ts';
import classes from './activations.module.css';
import { Bench } from './bench.tsx';
import { LayerTiles } from './layer-tiles.tsx';
import type { Spot, TileScale } from './spot.ts';

/** What every layer makes of the picture: all channels as tiles, and one of them with the numbers behind each of its cells. */
export function ActivationsPage({ run, weights }: Subject) {
  const look = useLook(run);
  const network = useQuery(api.inspect.network.queryOptions({ input: weights }));
  const lookId = look.data?.lookId;
  const activations = useQuery({
    ...api.inspect.activations.queryOptions({ input: { ...weights, lookId: lookId ?? '' } }),
    enabled: lookId !== undefined,
  });
  const [scale, setScale] = useState<TileScale>('layer');
  const [chosen, setChosen] = useState<Spot | null>(null);
  const [hovered, setHovered] = useState<Spot | null>(null);
  const choose = useCallback((spot: Spot) => {
    setChosen(spot);
    setHovered(null);
  }, []);
  const hover = useCallback(
    (spot: Spot | null) => setHovered((before) => (isSame(before, spot) ? before : spot)),
    [],
  );
  const { refetch } = activations;
  const askAgain = useCallback(() => void refetch(), [refetch]);

  const failure = network.error ?? activations.error;
  if (failure) {
    return (
      <ErrorCard
        title="The activations cannot be shown"
        error={failure}
        onRetry={() => void Promise.all([network.refetch(), refetch()])}
      />
    );
  }
  if (look.isError) return null;
  if (!network.data || !activations.data) {
    return (
      <>
        <Skeleton height={300} radius="lg" />
        <Skeleton height={360} radius="lg" />
      </>
    );
  }
  const { inspectionId, layers, predictions } = activations.data;
  const byName = new Map(layers.map((layer) => [layer.layer, layer]));
  const shown = network.data.layers.filter((layer) => byName.has(layer.name) && isWorthShowing(layer));
  const wanted = hovered ?? chosen;
  const spot = wanted && byName.has(wanted.layer) ? wanted : middleOf(shown[0], byName);
  return (
    <>
      {spot && (
        <Bench
          inspectionId={inspectionId}
          network={network.data}
          layers={byName}
          predictions={predictions}
          lookId={lookId}
          spot={spot}
          onSpot={choose}
          onAskAgain={askAgain}
        />
      )}
      <Section
        title="Every layer"
        aside={
          <div className={classes.controls}>
            <ScaleLegend scale="strength" low="least" high="most" />
            <ScaleLegend scale="signed" low="negative" high="positive" />
            {shown.some(({ name }) => (byName.get(name)?.broken ?? 0) > 0) && <NotANumber />}
            <SegmentedControl
              size="xs"
              aria-label="Scale of the colours"
              value={scale}
              onChange={(value) => setScale(value === 'channel' ? 'channel' : 'layer')}
              data={[
                { value: 'layer', label: 'One scale a layer' },
                { value: 'channel', label: 'Each channel its own' },
              ]}
            />
          </div>
        }
      >
        <div className={classes.layers}>
          {shown.map((layer) => {
            const figures = byName.get(layer.name);
            return (
              figures && (
                <LayerTiles
                  key={layer.name}
                  inspectionId={inspectionId}
                  layer={layer}
                  figures={figures}
                  scale={scale}
                  fileName={`${run.name} ${look.data?.name ?? ''} ${layer.name}`}
                  spot={spot?.layer === layer.name ? spot : null}
                  onChoose={choose}
                  onHover={hover}
                  onAskAgain={askAgain}
                />
              )
            );
          })}
        </div>
      </Section>
    </>
  );
}

/** What only gives its input another shape, or leaves it as it is outside of training, would be shown twice. */
function isWorthShowing({ type }: NetworkLayer): boolean {
  return !['Flatten', 'Reshape', 'Dropout', 'StochasticDepth'].includes(type);
}

function isSame(a: Spot | null, b: Spot | null): boolean {
  return a?.layer === b?.layer && a?.channel === b?.channel && a?.row === b?.row && a?.column === b?.column;
}

function middleOf(
  layer: NetworkLayer | undefined,
  layers: ReadonlyMap<string, LayerActivations>,
): Spot | null {
  const figures = layer && layers.get(layer.name);
  if (!figures) return null;
  return { layer: figures.layer, channel: 0, row: figures.height >> 1, column: figures.width >> 1 };
}
