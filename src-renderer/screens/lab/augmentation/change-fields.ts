import type { Changes } from './changes.ts';

type NumberField = Exclude<keyof Changes, 'mirrored' | 'seed'>;

export interface ChangeField {
  readonly field: NumberField;
  readonly title: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly format: (value: number) => string;
}

const signed = (value: number) => (value < 0 ? `−${Math.abs(value)}` : `${value}`);
const degrees = (value: number) => `${signed(value)}°`;
const percent = (value: number) => `${signed(Math.round(value * 100))} %`;
const times = (value: number) => `× ${value.toFixed(2)}`;
const pixels = (value: number) => `${signed(Math.round(value * 14.5))} px`;
const deviations = (value: number) => `${signed(value)} σ`;

/** Everything that can be done to a picture, by what it changes. */
export const CHANGE_GROUPS: readonly { readonly title: string; readonly fields: readonly ChangeField[] }[] = [
  {
    title: 'Place',
    fields: [
      { field: 'cropX', title: 'Crop, sideways', min: -1, max: 1, step: 0.1, format: pixels },
      { field: 'cropY', title: 'Crop, up and down', min: -1, max: 1, step: 0.1, format: pixels },
      { field: 'rotation', title: 'Rotation', min: -45, max: 45, step: 1, format: degrees },
      { field: 'scale', title: 'Scale', min: 0.5, max: 2, step: 0.05, format: times },
      { field: 'shear', title: 'Shear', min: -30, max: 30, step: 1, format: degrees },
    ],
  },
  {
    title: 'Colour',
    fields: [
      { field: 'pca1', title: 'PCA colour, first', min: -1, max: 1, step: 0.05, format: deviations },
      { field: 'pca2', title: 'PCA colour, second', min: -3, max: 3, step: 0.1, format: deviations },
      { field: 'pca3', title: 'PCA colour, third', min: -5, max: 5, step: 0.1, format: deviations },
      { field: 'brightness', title: 'Brightness', min: -0.5, max: 0.5, step: 0.02, format: percent },
      { field: 'contrast', title: 'Contrast', min: 0, max: 2, step: 0.05, format: times },
    ],
  },
  {
    title: 'Hiding and mixing',
    fields: [
      { field: 'erased', title: 'Random erasing', min: 0, max: 0.5, step: 0.02, format: percent },
      { field: 'mixed', title: 'Mixup', min: 0, max: 0.5, step: 0.02, format: percent },
      { field: 'cut', title: 'CutMix', min: 0, max: 0.5, step: 0.02, format: percent },
    ],
  },
];
