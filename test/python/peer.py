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
