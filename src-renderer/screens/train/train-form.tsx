import { Accordion, Alert, Button, Select, SimpleGrid, TextInput } from '@mantine/core';
import { IconBolt } from '@tabler/icons-react';
import { useState } from 'react';
import type { Dataset } from '../../../src-shared/contract/datasets.ts';
import type { SavedNet } from '../../../src-shared/contract/nets.ts';
import type { Run } from '../../../src-shared/contract/runs.ts';
import type { StartWeights } from '../../../src-shared/contract/start-weights.ts';
import { messageOf } from '../../../src-shared/errors.ts';
import type { DatasetId } from '../../../src-shared/ids.ts';
import { hasSameLayers } from '../../../src-shared/nets/custom-net.ts';
import { type SettingValue, withSetting } from '../../../src-shared/recipe/settings.ts';
import { RECIPES, type Recipe } from '../../../src-shared/recipe.ts';
import { studio } from '../../client/studio.ts';
import { canClassify, countImages, useEngine } from '../../state/queries.ts';
import {
  misfits,
  namedRecipe,
  type RecipeErrors,
  type RecipeForm,
  readRecipe,
} from '../../state/recipe-form.ts';
import { formatCounted } from '../../ui/format.ts';
import { navigate } from '../../ui/hash-location.ts';
import { Section } from '../../ui/page.tsx';
import { CostCard } from './cost-card.tsx';
import { NetChoice } from './net-choice.tsx';
import { RecipeCards } from './recipe-cards.tsx';
import { ADVANCED_GROUPS, type FieldGroup } from './recipe-field.ts';
import { fieldsOf } from './recipe-fields.ts';
import { RecipeInput, WRAPPER_ORDER } from './recipe-input.tsx';
import { StartWeightsField } from './start-weights-field.tsx';
import classes from './train-form.module.css';

interface TrainFormProps {
  readonly datasets: readonly Dataset[];
  readonly runs: readonly Run[];
  /** Those that were saved, to choose from beside the built-in ones. */
  readonly nets: readonly SavedNet[];
  readonly firstDataset: DatasetId | undefined;
  readonly firstRecipe: Recipe;
}

/** The form of a training, with what it will cost beside it. */
export function TrainForm({ datasets, runs, nets, firstDataset, firstRecipe }: TrainFormProps) {
  const [datasetId, setDatasetId] = useState(firstDataset ?? datasets[0]?.id ?? null);
  const [form, setForm] = useState<RecipeForm>(firstRecipe);
  const [name, setName] = useState('');
  const [from, setFrom] = useState<string | null>(null);
  const [chosenWeights, setChosenWeights] = useState<{ fit: string; weights: StartWeights } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const engine = useEngine();

  const dataset = datasets.find(({ id }) => id === datasetId) ?? null;
  const read = readRecipe(form);
  const recipe = 'recipe' in read ? read.recipe : null;
  const errors: RecipeErrors =
    'errors' in read ? read.errors : dataset ? misfits(dataset.images.train, read.recipe) : new Map();
  const sources = runs.filter((run) => hasSameLayers(run.recipe.net, form.net) && canClassify(run));
  const fromRun = sources.find((run) => run.id === from);
  // Weights were read for one network and one data set; with another they are no longer chosen.
  const fit = JSON.stringify([form.net, datasetId]);
  const weights = chosenWeights?.fit === fit ? chosenWeights.weights : null;

  const change = (path: string, value: SettingValue) => setForm(withSetting(form, path, value));
  const inputs = (group: FieldGroup) =>
    fieldsOf(form)
      .filter(({ field }) => field.group === group && field.path !== 'net')
      .map(({ field, value }) => (
        <RecipeInput
          key={field.path}
          field={field}
          value={value}
          error={errors.get(field.path)}
          onChange={(next) => change(field.path, next)}
        />
      ));

  const start = async (event: React.FormEvent) => {
    event.preventDefault();
    if (!dataset || !recipe) return;
    setBusy(true);
    setFailure(null);
    try {
      const { runId } = await studio.runs.start({
        datasetId: dataset.id,
        recipe,
        ...(name.trim() !== '' && { name: name.trim() }),
        ...(weights ? { weightsId: weights.weightsId } : fromRun && { from: fromRun.id }),
      });
      navigate(`/runs/${runId}`);
    } catch (error) {
      setFailure(messageOf(error));
      setBusy(false);
    }
  };

  return (
    <form className={classes.form} onSubmit={(event) => void start(event)} noValidate>
      <div className={classes.fields}>
        <Section title="Data set">
          <Select
            aria-label="Data set"
            searchable
            allowDeselect={false}
            value={datasetId}
            onChange={(value) => setDatasetId(datasets.find(({ id }) => id === value)?.id ?? null)}
            data={datasets.map((one) => ({
              value: one.id,
              label: `${one.name} (${formatCounted(countImages(one), 'picture')}, ${formatCounted(one.classes.length, 'class', 'classes')})`,
            }))}
          />
        </Section>
        <Section title="Recipe">
          <RecipeCards chosen={namedRecipe(form)} onChoose={(chosen) => setForm(RECIPES[chosen])} />
        </Section>
        <Section title="Network">
          <NetChoice
            net={form.net}
            saved={nets}
            classes={dataset?.classes.length ?? 2}
            onChoose={(net) => {
              setForm(withSetting(form, 'net', net));
              setFrom(null);
            }}
          />
        </Section>
        <Section title="Settings">
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="lg">
            {inputs('main')}
            <TextInput
              label="Name"
              inputWrapperOrder={WRAPPER_ORDER}
              description="How the run is listed; it can be changed later."
              placeholder="Named by itself"
              maxLength={120}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          </SimpleGrid>
          <Accordion
            variant="default"
            chevronPosition="left"
            mt="lg"
            className={classes.advanced}
            keepMounted={false}
          >
            <Accordion.Item value="advanced">
              <Accordion.Control>Advanced settings</Accordion.Control>
              <Accordion.Panel>
                {ADVANCED_GROUPS.map(({ group, title, about }) => (
                  <fieldset key={group} className={classes.group} aria-describedby={`about-${group}`}>
                    <legend>{title}</legend>
                    <p id={`about-${group}`} className={classes.groupAbout}>
                      {about}
                    </p>
                    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="lg">
                      {inputs(group)}
                      {group === 'weights' && (
                        <Select
                          label="Start from a run"
                          inputWrapperOrder={WRAPPER_ORDER}
                          description="Takes the best weights of a run with the same network in place of drawn ones."
                          placeholder="No, draw new weights"
                          clearable
                          clearButtonProps={{ 'aria-label': 'Draw new weights' }}
                          value={fromRun?.id ?? null}
                          onChange={setFrom}
                          data={sources.map((run) => ({ value: run.id, label: run.name }))}
                          disabled={weights !== null}
                        />
                      )}
                      {group === 'weights' && (
                        <StartWeightsField
                          net={form.net}
                          datasetId={datasetId}
                          weights={weights}
                          onChange={(next) => setChosenWeights(next && { fit, weights: next })}
                        />
                      )}
                    </SimpleGrid>
                  </fieldset>
                ))}
              </Accordion.Panel>
            </Accordion.Item>
          </Accordion>
        </Section>
      </div>
      <aside className={classes.side} aria-label="Cost and start">
        <CostCard dataset={dataset} recipe={recipe} runs={runs} />
        {failure && (
          <Alert color="red" role="alert" title="It could not be started">
            {failure}
          </Alert>
        )}
        <Button
          type="submit"
          size="md"
          fullWidth
          leftSection={<IconBolt size={18} />}
          loading={isBusy}
          disabled={!dataset || !recipe || errors.size > 0 || engine?.state !== 'ready'}
        >
          Start training
        </Button>
      </aside>
    </form>
  );
}
