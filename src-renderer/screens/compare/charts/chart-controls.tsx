import { Button, Chip, Group, SegmentedControl, Switch } from '@mantine/core';
import { SmoothingSlider } from '../../../charts/smoothing-slider.tsx';
import { useStore } from '../../../state/store.ts';
import { CHART_AXES } from './chart-axis.ts';
import { type ChartSettings, changeSettings, chartZoom } from './chart-settings.ts';
import classes from './charts.module.css';
import { METRICS } from './metrics.ts';

/** How the charts are drawn; `hasSeeds`: some runs differ in nothing but the seed. */
export function ChartControls({ settings, hasSeeds }: { settings: ChartSettings; hasSeeds: boolean }) {
  const isZoomed = useStore(chartZoom, (zoom) => zoom !== null);
  return (
    <div className={`card ${classes.controls}`}>
      <Group gap="md">
        <SegmentedControl
          size="xs"
          aria-label="Horizontal axis"
          value={settings.axis}
          onChange={(axis) => changeSettings({ axis })}
          data={CHART_AXES.map(({ axis, title }) => ({ value: axis, label: title }))}
        />
        <SegmentedControl
          size="xs"
          aria-label="Layout"
          value={settings.layout}
          onChange={(layout) => changeSettings({ layout })}
          data={[
            { value: 'together', label: 'All in one' },
            { value: 'multiples', label: 'One each' },
          ]}
        />
        <SmoothingSlider
          value={settings.smoothing}
          onChange={(value) => changeSettings({ smoothing: value })}
        />
        <Switch
          size="sm"
          label="Log x"
          checked={settings.logX}
          onChange={(event) => changeSettings({ logX: event.currentTarget.checked })}
        />
        <Switch
          size="sm"
          label="Log y"
          checked={settings.logY}
          onChange={(event) => changeSettings({ logY: event.currentTarget.checked })}
        />
        {hasSeeds && (
          <Switch
            size="sm"
            label="Mean over seeds"
            checked={settings.seeds}
            onChange={(event) => changeSettings({ seeds: event.currentTarget.checked })}
          />
        )}
        {isZoomed && (
          <Button size="compact-xs" variant="default" onClick={() => chartZoom.set(null)}>
            Show everything
          </Button>
        )}
      </Group>
      <Chip.Group multiple value={[...settings.metrics]} onChange={(metrics) => changeSettings({ metrics })}>
        <Group gap={6} role="group" aria-label="Metrics">
          {METRICS.map(({ metric, title }) => (
            <Chip key={metric} size="xs" value={metric}>
              {title}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </div>
  );
}
