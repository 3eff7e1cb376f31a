import { AppError } from '../errors.ts';
import { alexnet } from './alexnet.ts';
import { alexnetBn } from './alexnet-bn.ts';
import { alexnetLrn } from './alexnet-lrn.ts';
import { alexnetSmall } from './alexnet-small.ts';
import { alexnetTorchvision } from './alexnet-torchvision.ts';
import { checkNet } from './check-net.ts';
import { type AnyNet, CustomNet, layersFor } from './custom-net.ts';
import { densenet121 } from './densenet-121.ts';
import { efficientnetB0 } from './efficientnet-b0.ts';
import { googlenet } from './googlenet.ts';
import { inceptionV3 } from './inception-v3.ts';
import { lenet5 } from './lenet-5.ts';
import type { BuiltNet, NetName, NetSpec } from './net-spec.ts';
import { resnet50 } from './resnet-50.ts';
import { swinT } from './swin-t.ts';
import { vgg16 } from './vgg-16.ts';
import { vitB16 } from './vit-b-16.ts';
import { zfnet } from './zfnet.ts';

/** Every architecture by name, in the order in which people are offered them. */
export const NETS: Readonly<Record<NetName, NetSpec>> = {
  alexnet,
  'alexnet-bn': alexnetBn,
  'alexnet-small': alexnetSmall,
  'alexnet-lrn': alexnetLrn,
  'alexnet-torchvision': alexnetTorchvision,
  'lenet-5': lenet5,
  zfnet,
  'vgg-16': vgg16,
  googlenet,
  'resnet-50': resnet50,
  'inception-v3': inceptionV3,
  'densenet-121': densenet121,
  'efficientnet-b0': efficientnetB0,
  'vit-b-16': vitB16,
  'swin-t': swinT,
};

/**
 * A network, built in or somebody's own, with one output for each of `classes` classes. Everything that needs layers gets them here.
 * Throws `bad-request` when `classes` is not a whole number of at least 2, or naming the layer that does not fit.
 */
export function netSpec(net: AnyNet, classes: number): BuiltNet {
  if (!Number.isInteger(classes) || classes < 2) {
    throw new AppError(
      'bad-request',
      `A network needs at least 2 classes, and a whole number of them, not ${classes}.`,
    );
  }
  const built = { ...topologyOf(net, classes), classes };
  checkNet(built);
  return built;
}

function topologyOf(net: AnyNet, classes: number): Omit<BuiltNet, 'classes'> {
  if (typeof net !== 'string') {
    const { name, input, layers } = net;
    const description = `Somebody’s own network of ${layers.length} layers.`;
    return { name, title: name, description, input, layers: layersFor(layers, classes) };
  }
  const { name, title, description, input, layers } = NETS[net];
  return { name, title, description, input, layers: layers(classes) };
}

/** A built-in network as one of somebody's own, to go on from. */
export function copyOfNet(net: NetName, name: string): CustomNet {
  const { input, layers } = NETS[net];
  const [height, width] = input;
  // Layers that were built and not read may have fields without a value, and a copy is as if it had been read.
  return CustomNet.parse({ name, input: [height, width, 3], layers: JSON.parse(JSON.stringify(layers(2))) });
}
