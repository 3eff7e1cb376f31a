import type { Recipe } from '../../../src-shared/recipe.ts';
import { fieldsOf, settingInWords } from '../train/recipe-fields.ts';
import classes from './run-page.module.css';

/** Everything that decided how the network was trained. */
export function RecipeList({ recipe }: { recipe: Recipe }) {
  return (
    <dl className={classes.recipe}>
      {fieldsOf(recipe).map(({ field, value }) => (
        <Row key={field.path} title={field.title} value={settingInWords(field, value)} />
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
