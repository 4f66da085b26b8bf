"""Writes, or with --check compares, the references of the sentences that the site opens with, and their tokens.

    python tests/golden/make/presets.py WEIGHTS_DIR [--check]

WEIGHTS_DIR has bert-base-uncased/ as Hugging Face stores it, with fp32 weights. The texts are those of
tests/golden/presets/cases.json. The references are float64, rounded to float32 where they are stored.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from bert import Bert
from golden import Checker, Writer, golden_folder
from model import Model, Run


def token_mixing(bert: Bert, run: Run, l: int):
    """The shares of shared/analysis/token-mixing.ts in layer l, [n to, n from].

    Kobayashi et al. 2021; Ferrando et al. 2022, with L2 lengths.
    """
    name = f"encoder.layer.{l}.attention.output"
    hidden_states = run.tensors[f"hidden_states.{l}"]
    output_of_heads = bert.split_heads(bert.weights(f"{name}.dense.weight"))  # [H, hidden, head]
    transformed_value = run.tensors[f"value.{l}"] @ output_of_heads.transpose(0, 2, 1)  # [H, n, hidden]
    contributions = np.einsum("hij,hjd->ijd", run.tensors[f"attentions.{l}"], transformed_value)
    own = np.arange(len(hidden_states))
    contributions[own, own] += hidden_states
    centred = contributions - contributions.mean(axis=-1, keepdims=True)
    lengths = np.linalg.norm(centred * bert.weights(f"{name}.LayerNorm.weight"), axis=-1)
    return lengths / lengths.sum(axis=-1, keepdims=True)


def main(weights: Path, golden):
    model = Model(weights / "bert-base-uncased")
    cases = json.loads((golden_folder / "presets/cases.json").read_text())
    for name, case in cases.items():
        run = model.run(case["text"], case["text_pair"])
        case["tokens"] = run.encoding.tokens
        mixing = np.stack([token_mixing(model.bert, run, l) for l in range(model.bert.num_layers)])
        golden.tensors(golden_folder / f"presets/{name}.safetensors", {**run.outputs(), "token_mixing": mixing})
    golden.cases(golden_folder / "presets/cases.json", cases)
    golden.end()


parser = argparse.ArgumentParser()
parser.add_argument("weights", metavar="WEIGHTS_DIR", type=Path)
parser.add_argument("--check", action="store_true")
options = parser.parse_args()
main(options.weights, Checker(1e-6) if options.check else Writer())
