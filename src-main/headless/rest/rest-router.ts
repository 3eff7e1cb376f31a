import { implement, ORPCError } from '@orpc/server';
import { restContract } from '../../../src-shared/contract/rest.ts';
import { AppError, type ErrorCode } from '../../../src-shared/errors.ts';
import { defaultRecipe, Recipe } from '../../../src-shared/recipe.ts';
import { STATUS } from '../../http/error-status.ts';
import { toContractError } from '../../services/contract-error.ts';
import type { Workspace } from '../../services/open-workspace.ts';
import { classifyFiles } from './classify-files.ts';

/** Every operation of the REST contract, answered by the services that answer the window too. */
export function createRestRouter(workspace: Workspace) {
  const { store, imports, runs, predictions, log } = workspace;
  const os = implement(restContract).use(async ({ next, path }) => {
    try {
      return await next();
    } catch (error) {
      throw withStatus(toContractError(error, (cause) => log.error(`rest ${path.join('.')}`, cause)));
    }
  });

  return os.router({
    datasets: {
      list: os.datasets.list.handler(() => store.datasets.list()),
      get: os.datasets.get.handler(({ input }) => store.datasets.find(input.dataset)),
      import: os.datasets.import.handler(({ input: { path, ...options } }) => ({
        importId: imports.start({ ...options, source: { kind: 'path', path } }),
      })),
      imports: os.datasets.imports.handler(async () => {
        const { value } = await imports.watch().next();
        return value ?? [];
      }),
      cancelImport: os.datasets.cancelImport.handler(({ input }) => imports.cancel(input.importId)),
    },
    runs: {
      list: os.runs.list.handler(() => store.runs.list()),
      get: os.runs.get.handler(({ input }) => store.runs.find(input.run)),
      metrics: os.runs.metrics.handler(({ input }) => {
        const { id } = store.runs.find(input.run);
        return {
          epochs: store.metrics.epochs(id),
          steps: store.metrics.stepSeries(id, { maxPoints: input.points }),
        };
      }),
      evaluation: os.runs.evaluation.handler(({ input: { run, split, views } }) =>
        predictions.evaluate({ runId: store.runs.find(run).id, split, views }),
      ),
    },
    training: {
      start: os.training.start.handler(({ input }) => ({
        runId: runs.start({
          datasetId: store.datasets.find(input.dataset).id,
          recipe: wholeRecipe(input.recipe),
          ...(input.name !== undefined && { name: input.name }),
          ...(input.from !== undefined && { from: store.runs.find(input.from).id }),
        }),
      })),
      stop: os.training.stop.handler(({ input }) => runs.stop(store.runs.find(input.run).id)),
      resume: os.training.resume.handler(({ input }) => runs.resume(store.runs.find(input.run).id)),
    },
    classify: {
      pictures: os.classify.pictures.handler(async ({ input: { run, pictures, top }, signal }) => ({
        results: await classifyFiles(workspace, store.runs.find(run).id, pictures, top, signal),
      })),
    },
  });
}

/** What is left out comes from the recipe that suits the network. Errors: `bad-request` where the parts do not make a whole. */
function wholeRecipe(wishes: { [Setting in keyof Recipe]?: Recipe[Setting] | undefined }): Recipe {
  const parsed = Recipe.safeParse({ ...defaultRecipe(wishes.net ?? 'alexnet'), ...wishes });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError('bad-request', `recipe.${issue?.path.join('.')}: ${issue?.message}`);
}

/** HTTP's number for each of our own codes, where oRPC knows none. */
function withStatus(error: unknown): unknown {
  if (!(error instanceof ORPCError)) return error;
  const status = STATUS[codeOf(error)];
  if (status === undefined) return error;
  return new ORPCError(error.code, { status, message: error.message, data: error.data, cause: error.cause });
}

function codeOf(error: ORPCError<string, { code: ErrorCode }>): ErrorCode {
  return error.data.code;
}
