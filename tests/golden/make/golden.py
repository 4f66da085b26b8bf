"""A Writer stores computed tensors as golden files, a Checker compares them with the files that are there."""

import json
import sys
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

golden_folder = Path(__file__).parent.parent


class Writer:
    """Stores float32 and int32, as the models give them."""

    def tensors(self, path: Path, computed: dict):
        path.parent.mkdir(parents=True, exist_ok=True)
        save_file({name: stored_type(tensor) for name, tensor in computed.items()}, path)
        print("wrote", path)

    def cases(self, path: Path, cases):
        path.write_text(json.dumps(cases, indent=1, ensure_ascii=False))
        print("wrote", path)

    def end(self):
        pass


class Checker:
    """Prints each tensor's largest difference over all files of a folder; exits with 1 where one is too large."""

    def __init__(self, tolerance: float):
        self.tolerance = tolerance
        self.worst = {}

    def tensors(self, path: Path, computed: dict):
        stored = load_file(path)
        if stored.keys() != computed.keys():
            raise ValueError(f"{path}: expected {sorted(computed)}, found {sorted(stored)}")
        for name, tensor in computed.items():
            self.compare(path, name, np.asarray(tensor), stored[name])

    def cases(self, path: Path, cases):
        """Tokens and words have to be equal, probabilities near."""
        stored = json.loads(path.read_text())
        if without_numbers(stored) != without_numbers(cases):
            raise ValueError(f"{path}: expected the tokens and words that were computed, found others")
        if numbers(cases):
            self.compare(path, "probabilities", np.array(numbers(cases)), np.array(numbers(stored)))

    def compare(self, path: Path, name: str, computed, stored):
        if stored.shape != computed.shape:
            raise ValueError(f"{path}: expected {name} {computed.shape}, found {stored.shape}")
        difference = np.abs(stored.astype(np.float64) - computed).max(initial=0)
        largest = np.abs(computed).max(initial=0)
        key = (path.parent.name, name)
        if key not in self.worst or difference > self.worst[key][0]:
            self.worst[key] = (difference, largest, path.name)

    def end(self):
        for (parent, name), (difference, largest, file) in self.worst.items():
            verdict = "ok" if difference <= self.tolerance else f"OVER {self.tolerance}"
            print(f"{parent:17} {name:21} {difference:.1e}, numbers up to {largest:.3g}, in {file}: {verdict}")
        sys.exit(any(difference > self.tolerance for difference, _, _ in self.worst.values()))


def stored_type(tensor):
    array = np.asarray(tensor)
    return np.ascontiguousarray(array, np.int32 if array.dtype.kind == "i" else np.float32)


def numbers(value) -> list:
    """All floats in a JSON value, in order."""
    if isinstance(value, float):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [number for item in items for number in numbers(item)]


def without_numbers(value):
    """The same JSON value with None for each float."""
    if isinstance(value, dict):
        return {name: without_numbers(item) for name, item in value.items()}
    if isinstance(value, list):
        return [without_numbers(item) for item in value]
    return None if isinstance(value, float) else value
