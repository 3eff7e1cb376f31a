/** One row of the slide "Evolution on CNN Architectures". */
export interface EvolutionRow {
  readonly year: string;
  readonly model: string;
  /** Error as the deck prints it, and its number in percent for the chart. */
  readonly deckError: string;
  readonly percent: number;
  /** The error in the network's own paper, with what was measured. */
  readonly published: string;
  /** The member of the family that the program can build: its name among the networks. */
  readonly net: string;
  /** Networks of the program that descend from it directly, so that their runs count for this row. */
  readonly variants: readonly string[];
}

/**
 * The deck's table, with what the papers report. Where the two differ it is said: the deck gives top-5 errors of ImageNet, which LeNet-5
 * was never tried on, and the papers of the last three do not contain its figures.
 */
export const EVOLUTION: readonly EvolutionRow[] = [
  {
    year: '1998',
    model: 'LeNet-5',
    deckError: '~25 %',
    percent: 25,
    published: '0.95 % on MNIST; never tried on ImageNet',
    net: 'lenet-5',
    variants: [],
  },
  {
    year: '2012',
    model: 'AlexNet',
    deckError: '15.3 %',
    percent: 15.3,
    published: '15.3 % top-5, test, seven networks',
    net: 'alexnet',
    variants: ['alexnet-lrn', 'alexnet-torchvision', 'alexnet-bn', 'alexnet-small'],
  },
  {
    year: '2013',
    model: 'ZFNet',
    deckError: '11.7 %',
    percent: 11.7,
    published: '14.8 % top-5, test; 11.7 % is its successor, Clarifai',
    net: 'zfnet',
    variants: [],
  },
  {
    year: '2014',
    model: 'VGGNet',
    deckError: '7.3 %',
    percent: 7.3,
    published: '7.3 % top-5, test, seven networks',
    net: 'vgg-16',
    variants: [],
  },
  {
    year: '2014',
    model: 'GoogLeNet',
    deckError: '6.7 %',
    percent: 6.7,
    published: '6.67 % top-5, test, seven networks',
    net: 'googlenet',
    variants: [],
  },
  {
    year: '2015',
    model: 'ResNet',
    deckError: '3.6 %',
    percent: 3.6,
    published: '3.57 % top-5, test, six networks',
    net: 'resnet-50',
    variants: [],
  },
  {
    year: '2016',
    model: 'Inception-v3, v4',
    deckError: '3.5 % – 3.1 %',
    percent: 3.3,
    published: '3.58 % and 3.08 % top-5, test, four networks',
    net: 'inception-v3',
    variants: [],
  },
  {
    year: '2017',
    model: 'DenseNet',
    deckError: '3.5 %',
    percent: 3.5,
    published: '5.29 % top-5, validation, ten crops (DenseNet-264)',
    net: 'densenet-121',
    variants: [],
  },
  {
    year: '2019',
    model: 'EfficientNet',
    deckError: '< 2.0 %',
    percent: 2,
    published: '2.9 % top-5, validation (B7)',
    net: 'efficientnet-b0',
    variants: [],
  },
  {
    year: '2021',
    model: 'Vision Transformer',
    deckError: '< 1.0 %',
    percent: 1,
    published: '11.45 % top-1, validation (ViT-H/14); no top-5 given',
    net: 'vit-b-16',
    variants: [],
  },
  {
    year: '2021',
    model: 'Swin Transformer',
    deckError: '< 1.0 %',
    percent: 1,
    published: '12.7 % top-1, validation (Swin-L)',
    net: 'swin-t',
    variants: [],
  },
];
