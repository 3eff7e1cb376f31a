import { oc } from '@orpc/contract';
import { z } from 'zod';
import { EpochFigures, Evaluation } from '../figures.ts';
import { ImportId, RunId } from '../ids.ts';
import { Recipe } from '../recipe.ts';
import { ClassifyResult } from './classify.ts';
import { Dataset, ImportJob, ImportOptions } from './datasets.ts';
import { Run, StepSeries } from './runs.ts';

/** How things are named in an address, as on the command line. */
const run = z.string().min(1).max(200).describe('Its id, its name, or "latest".');
const dataset = z.string().min(1).max(200).describe('Its id or its name.');

/** Numbers in addresses and forms arrive as text. */
const wholeNumber = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

/** Most pictures that one request may carry. */
const MOST_PICTURES = 100;

const byRun = z.object({ run });

/**
 * What other programs ask of `serve` over plain HTTP: `REST_PATH` of routes.ts, with the server's token as bearer. JSON in and out; pictures come as
 * multipart forms. Errors are JSON with `code`, `status`, `message` (one sentence for people) and `data.code` (an `ErrorCode`).
 */
export const restContract = {
  datasets: {
    list: oc
      .route({ method: 'GET', path: '/datasets', tags: ['Data sets'], summary: 'All data sets' })
      .output(z.array(Dataset)),
    get: oc
      .route({ method: 'GET', path: '/datasets/{dataset}', tags: ['Data sets'], summary: 'One data set' })
      .input(z.object({ dataset }))
      .output(Dataset),
    import: oc
      .route({
        method: 'POST',
        path: '/datasets',
        successStatus: 202,
        tags: ['Data sets'],
        summary: 'Import a folder or archive',
        description:
          'Brings in pictures from a path on the machine of the server, one sub-folder a class. Answers at once; GET /imports tells how far it is.',
      })
      .input(
        z.object({
          path: z.string().min(1).max(4096).describe('A folder or an archive on the machine of the server.'),
          name: ImportOptions.shape.name,
          val: ImportOptions.shape.val,
          test: ImportOptions.shape.test,
          seed: ImportOptions.shape.seed,
        }),
      )
      .output(z.object({ importId: ImportId })),
    imports: oc
      .route({
        method: 'GET',
        path: '/imports',
        tags: ['Data sets'],
        summary: 'Imports that go on or have ended',
      })
      .output(z.array(ImportJob)),
    cancelImport: oc
      .route({
        method: 'DELETE',
        path: '/imports/{importId}',
        successStatus: 204,
        tags: ['Data sets'],
        summary: 'Cancel an import',
      })
      .input(z.object({ importId: ImportId }))
      .output(z.void()),
  },
  runs: {
    list: oc
      .route({ method: 'GET', path: '/runs', tags: ['Runs'], summary: 'All runs, newest first' })
      .output(z.array(Run)),
    get: oc
      .route({ method: 'GET', path: '/runs/{run}', tags: ['Runs'], summary: 'One run' })
      .input(byRun)
      .output(Run),
    metrics: oc
      .route({
        method: 'GET',
        path: '/runs/{run}/metrics',
        tags: ['Runs'],
        summary: 'Its curves',
        description:
          'Figures of every epoch, and of steps at most as many points as asked for: the extremes of equal stretches.',
      })
      .input(byRun.extend({ points: wholeNumber(2, 100_000).default(2000) }))
      .output(z.object({ epochs: z.array(EpochFigures), steps: StepSeries })),
    evaluation: oc
      .route({
        method: 'GET',
        path: '/runs/{run}/evaluation',
        tags: ['Runs'],
        summary: 'Figures of its best checkpoint on a split',
        description: 'With confusion and figures a class. Kept: only the first request computes.',
      })
      .input(
        byRun.extend({
          split: Evaluation.shape.split.default('test'),
          views: wholeNumber(1, 10)
            .pipe(z.union([z.literal(1), z.literal(10)]))
            .default(1)
            .describe('1: the middle; 10: corners and middle, mirrored too.'),
        }),
      )
      .output(Evaluation),
  },
  training: {
    start: oc
      .route({
        method: 'POST',
        path: '/runs',
        successStatus: 202,
        tags: ['Training'],
        summary: 'Train a network',
        description:
          'Queues a run and answers at once; one trains at a time. Settings that `recipe` leaves out are those that suit its network (default: alexnet).',
      })
      .input(
        z.object({
          dataset,
          name: z.string().trim().min(1).max(120).optional(),
          from: run.optional().describe('Start from the best weights of this run.'),
          recipe: Recipe.partial().default({}),
        }),
      )
      .output(z.object({ runId: RunId })),
    stop: oc
      .route({
        method: 'POST',
        path: '/runs/{run}/stop',
        successStatus: 202,
        tags: ['Training'],
        summary: 'Stop after the current step, with a checkpoint',
      })
      .input(byRun)
      .output(z.void()),
    resume: oc
      .route({
        method: 'POST',
        path: '/runs/{run}/resume',
        successStatus: 202,
        tags: ['Training'],
        summary: 'Go on from the last checkpoint',
      })
      .input(byRun)
      .output(z.void()),
  },
  classify: {
    pictures: oc
      .route({
        method: 'POST',
        path: '/runs/{run}/classify',
        tags: ['Classify'],
        summary: 'Classify pictures',
        description: 'With the best checkpoint of a run. What is no picture is answered with the reason.',
        // A form as browsers and curl send it: `pictures` once for each file.
        spec: (operation) => ({
          ...operation,
          requestBody: {
            required: true,
            content: {
              'multipart/form-data': {
                schema: {
                  type: 'object',
                  required: ['pictures'],
                  properties: {
                    pictures: {
                      type: 'array',
                      minItems: 1,
                      maxItems: MOST_PICTURES,
                      items: { type: 'string', format: 'binary' },
                    },
                    top: {
                      type: 'integer',
                      minimum: 1,
                      maximum: 1000,
                      default: 5,
                      description: 'Predictions a picture.',
                    },
                  },
                },
              },
            },
          },
        }),
      })
      .input(
        byRun.extend({
          // A form with one picture has no list.
          pictures: z.preprocess(
            (value) => (Array.isArray(value) ? value : [value]),
            z.array(z.file()).min(1).max(MOST_PICTURES),
          ),
          top: wholeNumber(1, 1000).default(5),
        }),
      )
      .output(z.object({ results: z.array(ClassifyResult) })),
  },
};
