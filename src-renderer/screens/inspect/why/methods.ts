import type { ExplainMethod } from '../../../../src-shared/contract/inspect-answers.ts';

/** The ways to ask why, with what each shows. */
export const METHODS: readonly {
  readonly method: ExplainMethod;
  readonly title: string;
  readonly about: string;
  /** Whether it also has a picture in colours. */
  readonly hasColours: boolean;
}[] = [
  {
    method: 'grad-cam',
    title: 'Grad-CAM',
    about: 'Where the feature maps that speak for the class are strong (Selvaraju et al. 2017).',
    hasColours: false,
  },
  {
    method: 'guided-grad-cam',
    title: 'Guided Grad-CAM',
    about:
      'The same, times the gradient that only goes through what is positive: fine edges in the right place.',
    hasColours: true,
  },
  {
    method: 'integrated-gradients',
    title: 'Integrated gradients',
    about:
      'Each pixel’s part in the class’s score, from the mean picture to this one (Sundararajan et al. 2017).',
    hasColours: true,
  },
  {
    method: 'smooth-grad',
    title: 'SmoothGrad',
    about: 'How much each pixel moves the score, averaged over noisy copies (Smilkov et al. 2017).',
    hasColours: true,
  },
  {
    method: 'occlusion',
    title: 'Occlusion',
    about: 'By how much the probability falls when a grey square covers the place (ZFNet, section 4.2).',
    hasColours: false,
  },
];
