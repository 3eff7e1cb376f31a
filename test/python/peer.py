"""Runs generated sources and exported files in Python: one JSON request a line in, one JSON answer a line out."""

import importlib.util
import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np


def read_tensors(path):
    """A safetensors file as arrays by name."""
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        data = file.read()
    header.pop("__metadata__", None)
    return {
        name: np.frombuffer(data[slice(*entry["data_offsets"])], "<f4").reshape(entry["shape"])
        for name, entry in header.items()
    }


def load_source(path):
    """A Python file as a module of its own."""
    spec = importlib.util.spec_from_file_location(f"generated_{abs(hash(path))}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def keras_source(source, weights, pictures):
    """Logits of a generated Keras model with the program's own weights."""
    import keras

    model = load_source(source).build()
    tensors = read_tensors(weights)
    for layer in model.layers:
        for weight in layer.weights:
            if "seed_generator" not in weight.path:
                weight.assign(tensors.pop(f"{layer.name}/{weight.name}"))
    assert not tensors, f"no layer has {sorted(tensors)}"
    model.layers[-1].activation = keras.activations.linear
    return keras.ops.convert_to_numpy(model(pictures, training=False))


def pytorch_source(source, weights, pictures):
    """Logits of a generated PyTorch module with its exported state."""
    import torch

    module = load_source(source)
    [model] = [
        value()
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, torch.nn.Module) and "Takes RGB" in (value.__doc__ or "")
    ]
    model.load_state_dict({name: torch.tensor(value) for name, value in read_tensors(weights).items()})
    model.eval()
    with torch.no_grad():
        return model(torch.tensor(pictures).permute(0, 3, 1, 2)).numpy()


def keras_file(path, pictures):
    """Probabilities of a .keras file, with its own model.py for layers that Keras does not have."""
    import tempfile
    import zipfile

    import keras

    with zipfile.ZipFile(path) as archive:
        assert "labels" in json.loads(archive.read("labels.json"))
        if "model.py" in archive.namelist():
            with tempfile.TemporaryDirectory() as folder:
                load_source(archive.extract("model.py", folder))
    model = keras.saving.load_model(path)
    return keras.ops.convert_to_numpy(model(pictures, training=False))


def keras_groups(config, groups, _):
    """How many layers Keras looks for in another group of a file of weights than the program writes."""
    import keras
    from keras.src.utils.naming import to_snake_case

    with open(config) as file, open(groups) as expected:
        model, expected = keras.models.model_from_json(file.read()), json.load(expected)
    seen, wrong = {}, 0
    for layer in model.layers:
        base = to_snake_case(type(layer).__name__)
        count = seen[base] = seen.get(base, -1) + 1
        wrong += expected.get(layer.name) != (f"{base}_{count}" if count else base)
    return [wrong, len(model.layers)]


def pytorch_folder(path, pictures):
    """Probabilities of an exported folder, with its own source and weights."""
    logits = pytorch_source(f"{path}/model.py", f"{path}/weights.safetensors", pictures)
    exponents = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exponents / exponents.sum(axis=1, keepdims=True)


def write_tensors(path, tensors):
    """Arrays by name as a safetensors file, as `safetensors.torch.save_file` would."""
    header, place = {"__metadata__": {"format": "pt"}}, 0
    for name, value in tensors.items():
        header[name] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": [place, place + value.nbytes]}
        place += value.nbytes
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for value in tensors.values():
            file.write(np.ascontiguousarray(value, "<f4").tobytes())


def torchvision_alexnet(path, pictures):
    """Logits of a network with the modules and names of torchvision's AlexNet, on normalised pictures of 224 pixels; its state is written to `path`."""
    import torch
    from torch import nn

    torch.manual_seed(1)
    model = nn.Module()
    model.features = nn.Sequential(
        nn.Conv2d(3, 64, 11, stride=4, padding=2), nn.ReLU(), nn.MaxPool2d(3, 2),
        nn.Conv2d(64, 192, 5, padding=2), nn.ReLU(), nn.MaxPool2d(3, 2),
        nn.Conv2d(192, 384, 3, padding=1), nn.ReLU(),
        nn.Conv2d(384, 256, 3, padding=1), nn.ReLU(),
        nn.Conv2d(256, 256, 3, padding=1), nn.ReLU(), nn.MaxPool2d(3, 2),
    )
    model.classifier = nn.Sequential(
        nn.Dropout(), nn.Linear(256 * 6 * 6, 4096), nn.ReLU(),
        nn.Dropout(), nn.Linear(4096, 4096), nn.ReLU(),
        nn.Linear(4096, 10),
    )
    model.eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.mul_(2)  # or the logits of two pictures would hardly differ
        write_tensors(path, {name: value.numpy() for name, value in model.state_dict().items()})
        map = nn.functional.adaptive_avg_pool2d(model.features(torch.tensor(pictures.transpose(0, 3, 1, 2))), (6, 6))
        return model.classifier(torch.flatten(map, 1)).numpy()


def onnx_file(path, pictures):
    """Probabilities of an ONNX file that the checker finds nothing in, shapes included."""
    import onnx
    import onnxruntime

    onnx.checker.check_model(path, full_check=True)
    model = onnx.load(path)
    shapes = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
    assert len(shapes.graph.value_info) >= len(model.graph.node) - 1, "some shapes are not known"
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    [entry] = session.get_inputs()
    if entry.type == "tensor(uint8)":
        pictures = pictures.astype("uint8")
    else:
        pictures = np.ascontiguousarray(pictures.transpose(0, 3, 1, 2))
    [found] = session.run(["probabilities"], {entry.name: pictures})
    return found


def saved_model(path, pictures):
    """Probabilities by the signature of a SavedModel."""
    import tensorflow as tf

    assert os.path.exists(f"{path}/assets.extra/model.json")
    model = tf.saved_model.load(path)
    return model.signatures["serving_default"](pictures=tf.constant(pictures))["probabilities"].numpy()


COMMANDS = {
    "onnx_file": onnx_file,
    "keras_file": keras_file,
    "keras_source": keras_source,
    "keras_groups": keras_groups,
    "pytorch_folder": pytorch_folder,
    "pytorch_source": pytorch_source,
    "saved_model": saved_model,
    "torchvision_alexnet": torchvision_alexnet,
}

if __name__ == "__main__":
    for line in sys.stdin:
        request = json.loads(line)
        try:
            pictures = np.fromfile(request["pictures"], "<f4").reshape(request["shape"])
            found = COMMANDS[request["run"]](*request["files"], pictures)
            answer = {"values": np.asarray(found, "float64").ravel().tolist()}
        except Exception as error:  # the test shows it
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)
