"""Writes tests/golden/formats with the reference implementations of safetensors and NumPy files.

    python tests/golden/make/formats.py

Arrays are passed in an order that is not the file's, so that the order is the library's own.
"""

from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

folder = Path(__file__).parent.parent / "formats"

dtypes = {
    "bytes": np.array([0, 255, 3, 4, 5], np.uint8),
    "half": np.array([1, -0.0, 2**-24, np.inf], np.float16),
    "input_ids": np.array([-1, 2**31 - 1], np.int32),
    "query.0": np.array([[1, -2], [3.5, np.inf]], np.float32),
}
shapes = {
    "scalar": np.array(7, np.float32),
    "empty": np.zeros((0, 4), np.float32),
    "one": np.array([0.5], np.float32),
    "four": np.arange(6, dtype=np.float32).reshape(1, 2, 1, 3),
}
# By UTF-8, U+FFFD stands before U+1F642; by UTF-16 after it. "10" and "2" are whole numbers, which JavaScript's objects
# put first and in numeric order.
names = ["b", "a", "B", "\u00e9", "\u6ce8\u610f", "\U0001f642", "\ufffd", "2", "10", 'quote " and \\ slash', "line\nbreak", "\x7f", ""]

save_file(dtypes, folder / "dtypes.safetensors")
save_file(shapes, folder / "shapes.safetensors")
save_file({name: np.array([i], np.uint8) for i, name in enumerate(names)}, folder / "names.safetensors")
save_file({}, folder / "no-tensors.safetensors", metadata={"model": "tiny"})
save_file(
    {"half": dtypes["half"], "query.0": dtypes["query.0"]},
    folder / "metadata.safetensors",
    metadata={"tokens": '[{"token":"caf\u00e9"}]'},
)

arrays = {
    "f4": np.array([[1, -2, 3.5], [np.inf, 2**-149, -0.0]], np.float32),
    "f2": np.array([1, -0.0, 2**-24], np.float16),
    "i4": np.array([-1, 2**31 - 1, -(2**31)], np.int32),
    "u1": np.array([0, 255, 7], np.uint8),
    "scalar": np.array(7, np.float32),
    "empty": np.zeros((0, 4), np.float32),
    "four": np.arange(6, dtype=np.float32).reshape(1, 2, 1, 3),
}
for name, array in arrays.items():
    np.save(folder / f"{name}.npy", array)
