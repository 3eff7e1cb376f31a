import { pytorchClassName } from '../../../../src-shared/nets/source/pytorch-source.ts';
import { pictureWords } from '../about-model.ts';
import type { ExportSource } from '../export-format.ts';

/** How to use the folder. */
export function pytorchReadme(source: ExportSource): string {
  const { net } = source;
  const [height, width, channels] = net.input;
  const name = pytorchClassName(net);
  return `# ${net.title} for PyTorch

\`model.py\` is the network, \`weights.safetensors\` its state_dict, \`model.json\` the names of the classes and what was done to the pictures.

\`\`\`python
import json
import torch
from safetensors.torch import load_file
from model import ${name}

model = ${name}()
model.load_state_dict(load_file("weights.safetensors"))
model.eval()
labels = json.load(open("model.json"))["labels"]

pictures = torch.rand(1, ${channels}, ${height}, ${width}) * 255  # [batch, channels, height, width]
probabilities = model(pictures).softmax(dim=1)
print(labels[probabilities[0].argmax()])
\`\`\`

${pictureWords(source)}
The module gives logits, which PyTorch's cross-entropy takes; a softmax makes probabilities of them.
`;
}
