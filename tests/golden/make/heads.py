"""Writes what each head of bert-base-uncased finds in a treebank, by the method of Clark et al. 2019, section 4.2.

    python tests/golden/make/heads.py WEIGHTS_DIR TREEBANK.conllu OUT.json

WEIGHTS_DIR has bert-base-uncased/ as Hugging Face stores it, with fp32 weights. Words are joined by single spaces; columns
of a word's pieces are summed, rows averaged; [CLS], [SEP] and the word itself are left out. A head's guess for the word on
which a dependent depends is the heaviest column of its row (dependent-to-head) or the heaviest row of its column
(head-to-dependent).
"""

import argparse
import json
from pathlib import Path

import numpy as np

from model import Model

OFFSETS = (-3, -2, -1, 1, 2, 3)
DIRECTIONS = ("dependent-to-head", "head-to-dependent")


def sentences(path: Path):
    """The words of each sentence: form, part of speech, index of the head (-1 of the root), relation."""
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if not line.startswith("#")]
        yield [(row[1], row[3], int(row[6]) - 1, row[7]) for row in rows if row[0].isdigit()]


def pieces_of(words, encoding):
    """Token indices of each word, by the offsets of the text that joins them."""
    start, found = 0, []
    for form, *_ in words:
        end = start + len(form)
        inside = [
            index
            for index, (first, last) in enumerate(encoding.offsets)
            if first >= start and last <= end and last > first
        ]
        found.append(inside)
        start = end + 1
    return found


def merged(attentions, pieces):
    """[layers, heads, n, n] -> [layers, heads, words, words]."""
    columns = np.stack([attentions[..., own].sum(-1) for own in pieces], -1)
    return np.stack([columns[:, :, own].mean(2) for own in pieces], 2)


def measures(attentions, is_punctuation, last):
    """Sums over the queries, [layers, heads] each."""
    n = attentions.shape[-1]
    at = np.arange(n)
    with np.errstate(divide="ignore", invalid="ignore"):
        logarithms = np.where(attentions > 0, np.log2(attentions), 0)
    return {
        "entropy_bits": -(attentions * logarithms).sum((-1, -2)),
        "cls": attentions[..., 0].sum(-1),
        "sep": attentions[..., last].sum(-1),
        "self": np.trace(attentions, axis1=-2, axis2=-1),
        "previous": np.trace(attentions, offset=-1, axis1=-2, axis2=-1),
        "next": np.trace(attentions, offset=1, axis1=-2, axis2=-1),
        "punctuation": attentions[..., is_punctuation].sum((-1, -2)),
        "distance": (attentions * np.abs(at[:, None] - at)).sum((-1, -2)),
        "confidence": attentions.max(-1).sum(-1),
    }


def main(weights: Path, treebank: Path, out: Path):
    model = Model(weights / "bert-base-uncased")
    relations, sums, tokens, count = {}, {}, 0, 0
    for words in sentences(treebank):
        run = model.run(" ".join(form for form, *_ in words))
        attentions = run.layers("attentions")
        n = attentions.shape[-1]
        pieces = pieces_of(words, run.encoding)
        is_punctuation = np.zeros(n, bool)
        for own, (_, part, *_) in zip(pieces, words):
            is_punctuation[own] = part == "PUNCT"
        for name, sum_ in measures(attentions, is_punctuation, n - 1).items():
            sums[name] = sums.get(name, 0) + sum_
        between = merged(attentions, pieces)
        own = np.arange(len(words))
        between[:, :, own, own] = -1
        guesses = dict(zip(DIRECTIONS, (between.argmax(-1), between.argmax(-2))))
        for dependent, (_, _, head, relation) in enumerate(words):
            if head < 0:
                continue
            found = relations.setdefault(relation, {"count": 0, "rules": np.zeros(len(OFFSETS)), **{d: 0 for d in DIRECTIONS}})
            found["count"] += 1
            found["rules"] += [min(max(dependent + offset, 0), len(words) - 1) == head for offset in OFFSETS]
            for direction in DIRECTIONS:
                found[direction] = found[direction] + (guesses[direction][:, :, dependent] == head)
        tokens, count = tokens + n, count + 1
    table = lambda values: np.round(values, 4).tolist()
    described = {}
    for relation, found in sorted(relations.items(), key=lambda item: -item[1]["count"]):
        accuracy = {direction: found[direction] / found["count"] for direction in DIRECTIONS}
        direction = max(DIRECTIONS, key=lambda name: accuracy[name].max())
        layer, head = np.unravel_index(accuracy[direction].argmax(), accuracy[direction].shape)
        rules = found["rules"] / found["count"]
        described[relation] = {
            "count": found["count"],
            "best": {
                "direction": direction,
                "layer": int(layer),
                "head": int(head),
                "accuracy": round(float(accuracy[direction].max()), 4),
            },
            "baseline": {"offset": OFFSETS[int(rules.argmax())], "accuracy": round(float(rules.max()), 4)},
            "accuracy": {name: table(values) for name, values in accuracy.items()},
        }
    heads = {name: table(sum_ / tokens) for name, sum_ in sums.items()}
    out.write_text(
        json.dumps(
            {"treebank": treebank.name, "sentences": count, "skipped": 0, "tokens": tokens, "relations": described, "heads": heads}
        )
        + "\n"
    )


parser = argparse.ArgumentParser()
parser.add_argument("weights", metavar="WEIGHTS_DIR", type=Path)
parser.add_argument("treebank", metavar="TREEBANK", type=Path)
parser.add_argument("out", metavar="OUT", type=Path)
options = parser.parse_args()
main(options.weights, options.treebank, options.out)
