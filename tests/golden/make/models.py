"""Writes, or with --check compares, the references of both models, and the tokens and [MASK] words of cases.json.

    python tests/golden/make/models.py WEIGHTS_DIR [GOLDEN_DIR] [--check]

WEIGHTS_DIR has bert-base-uncased/ and all-MiniLM-L6-v2/ as Hugging Face stores them, with fp32 weights. The texts are
those of tests/golden/cases.json. GOLDEN_DIR is tests/golden by default, which holds what the repository has room for;
another folder holds all cases with all their tensors. 2e-4 is what `npm run test:fp32` allows.
"""

import argparse
import json
from functools import reduce
from pathlib import Path

import numpy as np

from bert import softmax
from golden import Checker, Writer, golden_folder
from model import Model, Run

# Not in the repository, or there without intermediates, for their size.
left_out = {("bert-base-uncased", "unicode"), ("bert-base-uncased", "long"), ("all-MiniLM-L6-v2", "long")}
without_intermediates = {("bert-base-uncased", "bank"), ("bert-base-uncased", "pieces")}


def intermediates(run: Run) -> dict:
    parts = {f"layer.{l}.{part}": run.tensors[f"{part}.{l}"] for l in (0, 7) for part in ("query", "key", "value")}
    return {"hidden_states": run.layers("hidden_states"), **parts, "rollout": rollout(run.layers("attentions"))}


def rollout(attentions):
    """Product over the layers, later ones from the left, of (mean of heads + identity) / 2: Abnar and Zuidema 2020."""
    identity = np.eye(attentions.shape[-1])
    return reduce(lambda product, layer: layer @ product, (attentions.mean(axis=1) + identity) / 2)


def sentence_embedding(last_hidden_state):
    """Mean of all tokens, of length 1: Reimers and Gurevych 2019, "Sentence-BERT"."""
    mean = last_hidden_state.mean(axis=0)
    return mean / np.linalg.norm(mean)


def fill_mask(model: Model, run: Run) -> list:
    """The ten best words for each [MASK] with their probabilities, best first."""
    masks = [t for t, token in enumerate(run.encoding.tokens) if token == "[MASK]"]
    return [best_words(model, softmax(model.bert.masked_lm_logits(run.last_hidden_state[[t]])[0])) for t in masks]


def best_words(model: Model, probabilities) -> list:
    return [[model.tokenizer.id_to_token(i), float(probabilities[i])] for i in np.argsort(-probabilities)[:10]]


def run_case(model: Model, case: dict) -> Run:
    texts = [case["text"]] if isinstance(case["text"], str) else case["text"]
    return model.run(*texts)


def bert_base(golden, path: Path, model: Model, cases: list, whole: bool):
    """Writes the references of BERT-base -> the cases with tokens and [MASK] words."""
    found = []
    for case in cases:
        run = run_case(model, case)
        place = (path.name, case["name"])
        tensors = run.outputs()
        if len(run.encoding.ids) <= 32 and (whole or place not in without_intermediates):
            tensors |= intermediates(run)
        if whole or place not in left_out:
            golden.tensors(path / f"{case['name']}.safetensors", tensors)
        found.append({**case, "tokens": run.encoding.tokens, "fill_mask": fill_mask(model, run)})
    return found


def mini_lm(golden, path: Path, model: Model, cases: list, whole: bool):
    for case in cases:
        if not whole and (path.name, case["name"]) in left_out:
            continue
        run = run_case(model, case)
        tensors = {**run.outputs(), "sentence_embedding": sentence_embedding(run.last_hidden_state)}
        golden.tensors(path / f"{case['name']}.safetensors", tensors)


def main(weights: Path, golden_dir: Path, golden):
    cases = json.loads((golden_folder / "cases.json").read_text())
    whole = golden_dir.resolve() != golden_folder.resolve()
    bert, minilm = "bert-base-uncased", "all-MiniLM-L6-v2"
    found = bert_base(golden, golden_dir / bert, Model(weights / bert), cases, whole)
    mini_lm(golden, golden_dir / minilm, Model(weights / minilm), cases, whole)
    golden.cases(golden_dir / "cases.json", found)
    golden.end()


parser = argparse.ArgumentParser()
parser.add_argument("weights", metavar="WEIGHTS_DIR", type=Path)
parser.add_argument("golden_dir", metavar="GOLDEN_DIR", type=Path, nargs="?", default=golden_folder)
parser.add_argument("--check", action="store_true")
options = parser.parse_args()
main(options.weights, options.golden_dir, Checker(2e-4) if options.check else Writer())
