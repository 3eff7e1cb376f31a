import type { Recipe } from '../../../src-shared/recipe.ts';
import { RECIPE_FIELDS, recipeValue } from '../train/recipe-fields.ts';
import classes from './run-page.module.css';

/** Everything that decided how the network was trained. */
export function RecipeList({ recipe }: { recipe: Recipe }) {
  return (
    <dl className={classes.recipe}>
      {RECIPE_FIELDS.map(({ field, title }) => (
        <Row key={field} title={title} value={recipeValue(recipe, field)} />
      ))}
    </dl>
  );
}

function Row({ title, value }: { title: string; value: string }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>{value}</dd>
    </>
  );
}
