import { z } from 'zod';

const shortId = z.string().regex(/^[0-9a-z]{8}$/, 'expected an id of eight letters or digits');

/** Names a data set of the workspace. Branded, so that it can never be passed where a run is meant. */
export const DatasetId = shortId.brand<'DatasetId'>();
export type DatasetId = z.infer<typeof DatasetId>;

/** Names a run of the workspace. */
export const RunId = shortId.brand<'RunId'>();
export type RunId = z.infer<typeof RunId>;

/** Names an import that is going on or has just ended. */
export const ImportId = shortId.brand<'ImportId'>();
export type ImportId = z.infer<typeof ImportId>;

/** Names a set of files that a browser has streamed up, waiting to be imported or classified. */
export const UploadId = shortId.brand<'UploadId'>();
export type UploadId = z.infer<typeof UploadId>;

/** Names a picture that was read to be looked at. */
export const LookId = shortId.brand<'LookId'>();
export type LookId = z.infer<typeof LookId>;

/** Names the large numbers of an answer of the inspector. */
export const InspectionId = shortId.brand<'InspectionId'>();
export type InspectionId = z.infer<typeof InspectionId>;

/** Names a classifier from elsewhere that is kept in the workspace. */
export const ClassifierId = shortId.brand<'ClassifierId'>();
export type ClassifierId = z.infer<typeof ClassifierId>;

/** Names an export that waits to be downloaded. */
export const ExportId = shortId.brand<'ExportId'>();
export type ExportId = z.infer<typeof ExportId>;

/** Names weights from elsewhere that wait for a run to start from them. */
export const WeightsId = shortId.brand<'WeightsId'>();
export type WeightsId = z.infer<typeof WeightsId>;

/** Names a sorting of pictures into folders: its plan, and once it was done what can be undone. */
export const SortId = shortId.brand<'SortId'>();
export type SortId = z.infer<typeof SortId>;
