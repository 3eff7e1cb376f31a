import type { NetName } from './net-spec.ts';

/** Networks in a word, as in the default name of a run. */
export const NET_NAMES: Readonly<Record<NetName, string>> = {
  alexnet: 'AlexNet',
  'alexnet-bn': 'AlexNet-BN',
  'alexnet-small': 'AlexNet-Small',
  'alexnet-lrn': 'AlexNet-LRN',
  'lenet-5': 'LeNet-5',
  zfnet: 'ZFNet',
  'vgg-16': 'VGG-16',
  googlenet: 'GoogLeNet',
  'resnet-50': 'ResNet-50',
  'inception-v3': 'Inception-v3',
  'densenet-121': 'DenseNet-121',
  'efficientnet-b0': 'EfficientNet-B0',
  'vit-b-16': 'ViT-B/16',
  'swin-t': 'Swin-T',
};
