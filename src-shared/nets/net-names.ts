import type { AnyNet } from './custom-net.ts';
import type { NetName } from './net-spec.ts';

/** The built-in networks in a word, as in the default name of a run. */
export const NET_NAMES: Readonly<Record<NetName, string>> = {
  alexnet: 'AlexNet',
  'alexnet-bn': 'AlexNet-BN',
  'alexnet-small': 'AlexNet-Small',
  'alexnet-lrn': 'AlexNet-LRN',
  'alexnet-torchvision': 'AlexNet-torchvision',
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

/** A network in a word, whoever made it. */
export function netName(net: AnyNet): string {
  return typeof net === 'string' ? NET_NAMES[net] : net.name;
}
