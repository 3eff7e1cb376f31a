import {
  IconBorderOuter,
  IconChartDots,
  IconGrid3x3,
  IconHierarchy3,
  IconHistory,
  IconMathFunction,
  IconPhotoEdit,
  IconStack2,
  IconSum,
} from '@tabler/icons-react';

/** The pages of the lab in the order of the deck, with the slides that each brings to life. */
export const LAB_PAGES = [
  {
    page: 'convolution',
    title: 'Convolution',
    about: 'Slide a filter over a picture and watch each number come about.',
    slides: ['Convolution Operation', 'For RGB Image'],
    icon: IconGrid3x3,
  },
  {
    page: 'padding',
    title: 'Padding and stride',
    about: 'How large the feature map becomes, and what falls off the edge.',
    slides: ['Padding', 'Stride'],
    icon: IconBorderOuter,
  },
  {
    page: 'pooling',
    title: 'Pooling',
    about: 'Keep one number of each window.',
    slides: ['Pooling layer'],
    icon: IconStack2,
  },
  {
    page: 'activations',
    title: 'Activations',
    about: 'Why ReLU learns where tanh and sigmoid stall.',
    slides: ['Advantages of ReLU over Tanh'],
    icon: IconMathFunction,
  },
  {
    page: 'dropout',
    title: 'Dropout',
    about: 'Switch units off at random, step after step.',
    slides: ['Key Achievements'],
    icon: IconChartDots,
  },
  {
    page: 'augmentation',
    title: 'Augmentation',
    about: 'One picture, and thousands that are nearly the same.',
    slides: ['Key Achievements'],
    icon: IconPhotoEdit,
  },
  {
    page: 'parameters',
    title: 'Parameters',
    about: 'Where the 62,378,344 numbers of AlexNet are.',
    slides: ['Explanation for parameters', 'Fully connected(Dense) layers'],
    icon: IconSum,
  },
  {
    page: 'builder',
    title: 'Builder',
    about: 'Take AlexNet apart, put your own network together, and train it.',
    slides: ['Architecture'],
    icon: IconHierarchy3,
  },
  {
    page: 'evolution',
    title: 'Evolution',
    about: 'From LeNet-5 to vision transformers, and what your own runs reached.',
    slides: ['Evolution on CNN Architectures'],
    icon: IconHistory,
  },
] as const;

export type LabPageName = (typeof LAB_PAGES)[number]['page'];

/** What the lab says of one of its pages. */
export function labPage(name: LabPageName) {
  const found = LAB_PAGES.find(({ page }) => page === name);
  if (!found) throw new RangeError(`The lab has no page ${name}`);
  return found;
}
