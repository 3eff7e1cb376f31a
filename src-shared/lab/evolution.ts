/** One row of the slide "Evolution on CNN Architectures". */
export interface EvolutionRow {
  readonly year: string;
  readonly model: string;
  /** Error as the deck prints it, and its number in percent for the chart. */
  readonly deckError: string;
  readonly percent: number;
  /** The error in the network's own paper, with what was measured: top-1 or top-5, of which pictures, by how many networks or crops. */
  readonly published: string;
  /** Where it stands there. */
  readonly source: string;
  /** The member of the family that the program can build: its name among the networks. */
  readonly net: string;
  /** Networks of the program that descend from it directly, so that their runs count for this row. */
  readonly variants: readonly string[];
}

/**
 * The deck's table, with what the papers report. Where the two differ it is said: the deck gives top-5 errors of ImageNet, which LeNet-5
 * was never tried on, and the papers of the last three do not contain its figures.
 *
 * Every figure was compared with public copies of the papers' own words or tables (abstracts of ResNet, Inception, EfficientNet and Swin; the text of
 * VGG, GoogLeNet and ViT; the table of DenseNet), those of AlexNet, ZFNet and Clarifai with the challenge's lists of 2012 and 2013 and with the
 * comparison in VGG's paper. LeNet's was found only as others cite it. The numbers of the tables were not looked up; 144 crops are as cited for
 * both Inceptions.
 */
export const EVOLUTION: readonly EvolutionRow[] = [
  {
    year: '1998',
    model: 'LeNet-5',
    deckError: '~25 %',
    percent: 25,
    published: '0.95 % on MNIST, test, one network; never tried on ImageNet',
    source: 'LeCun et al. 1998, section III',
    net: 'lenet-5',
    variants: [],
  },
  {
    year: '2012',
    model: 'AlexNet',
    deckError: '15.3 %',
    percent: 15.3,
    published: '15.3 % top-5, test, seven networks, two of them trained on more of ImageNet before',
    source: 'Krizhevsky et al. 2012, table 2',
    net: 'alexnet',
    variants: ['alexnet-lrn', 'alexnet-torchvision', 'alexnet-bn', 'alexnet-small'],
  },
  {
    year: '2013',
    model: 'ZFNet',
    deckError: '11.7 %',
    percent: 11.7,
    published: '14.8 % top-5, test, six networks; 11.7 % is its successor, Clarifai',
    source: 'Zeiler and Fergus 2014, table 2',
    net: 'zfnet',
    variants: [],
  },
  {
    year: '2014',
    model: 'VGGNet',
    deckError: '7.3 %',
    percent: 7.3,
    published: '7.3 % top-5, test, seven networks',
    source: 'Simonyan and Zisserman 2015, table 7',
    net: 'vgg-16',
    variants: [],
  },
  {
    year: '2014',
    model: 'GoogLeNet',
    deckError: '6.7 %',
    percent: 6.7,
    published: '6.67 % top-5, test, seven networks, 144 crops',
    source: 'Szegedy et al. 2015, table 2',
    net: 'googlenet',
    variants: [],
  },
  {
    year: '2015',
    model: 'ResNet',
    deckError: '3.6 %',
    percent: 3.6,
    published: '3.57 % top-5, test, six networks',
    source: 'He et al. 2016, table 5',
    net: 'resnet-50',
    variants: [],
  },
  {
    year: '2016',
    model: 'Inception-v3, v4',
    deckError: '3.5 % – 3.1 %',
    percent: 3.3,
    published:
      '3.58 % and 3.08 % top-5, test, 144 crops, four networks each, of the latter three Inception-ResNets',
    source: 'Szegedy et al. 2016, table 5; 2017, table 5',
    net: 'inception-v3',
    variants: [],
  },
  {
    year: '2017',
    model: 'DenseNet',
    deckError: '3.5 %',
    percent: 3.5,
    published: '5.29 % top-5, validation, one network, ten crops (DenseNet-264)',
    source: 'Huang et al. 2017, table 3',
    net: 'densenet-121',
    variants: [],
  },
  {
    year: '2019',
    model: 'EfficientNet',
    deckError: '< 2.0 %',
    percent: 2,
    published:
      '2.9 % top-5, validation, one network, one crop (B7; 3.0 % in the revised paper, as later papers cite it)',
    source: 'Tan and Le 2019, table 2',
    net: 'efficientnet-b0',
    variants: [],
  },
  {
    year: '2021',
    model: 'Vision Transformer',
    deckError: '< 1.0 %',
    percent: 1,
    published: '11.45 % top-1, validation, one network trained on JFT-300M before (ViT-H/14); no top-5 given',
    source: 'Dosovitskiy et al. 2021, table 2',
    net: 'vit-b-16',
    variants: [],
  },
  {
    year: '2021',
    model: 'Swin Transformer',
    deckError: '< 1.0 %',
    percent: 1,
    published: '12.7 % top-1, validation, one network trained on ImageNet-22K before (Swin-L)',
    source: 'Liu et al. 2021, table 1',
    net: 'swin-t',
    variants: [],
  },
];
