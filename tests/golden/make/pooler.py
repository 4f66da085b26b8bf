"""pooler/pooler-output.safetensors: tanh(h W^T + b) of the last [CLS] vector of every golden case of BERT-base, in float64.

    python pooler.py WEIGHTS_DIR/bert-base-uncased
"""

import sys
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

golden = Path(__file__).parent.parent
weights = load_file(f"{sys.argv[1]}/model.safetensors")
matrix, bias = (weights[f"bert.pooler.dense.{name}"].astype(np.float64) for name in ("weight", "bias"))

outputs = {}
for path in sorted((golden / "bert-base-uncased").glob("*.safetensors")):
    first = load_file(path)["last_hidden_state"][0].astype(np.float64)
    outputs[path.stem] = np.tanh(matrix @ first + bias).astype(np.float32)
save_file(outputs, golden / "pooler/pooler-output.safetensors")
