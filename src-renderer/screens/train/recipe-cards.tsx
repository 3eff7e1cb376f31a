import { Radio } from '@mantine/core';
import { RECIPES, RecipeName } from '../../../src-shared/recipe.ts';
import { netInWords } from './recipe-fields.ts';
import classes from './train-form.module.css';

const ABOUT: Record<RecipeName, { title: string; text: string }> = {
  quick: {
    title: 'Quick',
    text: 'AlexNet with batch normalisation: learns from few pictures within minutes.',
  },
  deck: { title: 'Deck', text: 'The AlexNet of the lecture, with a start that suits small data sets.' },
  paper: { title: 'Paper', text: 'As published in 2012. Meant for very many pictures and patience.' },
};

/** The named starting points. None is chosen once a setting was changed. */
export function RecipeCards({
  chosen,
  onChoose,
}: {
  chosen: RecipeName | null;
  onChoose: (name: RecipeName) => void;
}) {
  return (
    <Radio.Group
      aria-label="Recipe"
      value={chosen ?? ''}
      onChange={(value) => onChoose(RecipeName.parse(value))}
    >
      <div className={classes.choices}>
        {RecipeName.options.map((name) => (
          <Radio.Card key={name} value={name} className={classes.choice} aria-label={ABOUT[name].title}>
            <span className={classes.choiceHead}>
              {ABOUT[name].title}
              <Radio.Indicator size="xs" />
            </span>
            <p className={classes.choiceText}>{ABOUT[name].text}</p>
            <p className={classes.choiceFacts}>
              {netInWords(RECIPES[name])}, {RECIPES[name].epochs} epochs, batch of {RECIPES[name].batch}
            </p>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}
