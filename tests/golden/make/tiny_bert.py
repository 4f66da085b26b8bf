"""Writes, or with --check compares, every intermediate of the random little BERT in tests/golden/tiny-bert.

    python tests/golden/make/tiny_bert.py [--check]

Its config.json and weights, which PyTorch drew at random, are read, not made.
"""

import argparse

from bert import Bert
from golden import Checker, Writer, golden_folder

inputs = {
    "single": ([1, 5, 99, 23, 42, 42, 7, 2], [0, 0, 0, 0, 0, 0, 0, 0]),
    "pair": ([1, 10, 11, 2, 70, 71, 72, 73, 2], [0, 0, 0, 0, 1, 1, 1, 1, 1]),
    "one": ([1], [0]),
}

parser = argparse.ArgumentParser()
parser.add_argument("--check", action="store_true")
golden = Checker(2e-4) if parser.parse_args().check else Writer()
bert = Bert(golden_folder / "tiny-bert")
for name, (input_ids, token_type_ids) in inputs.items():
    tensors = bert.trace(input_ids, token_type_ids)
    tensors["logits"] = bert.masked_lm_logits(tensors[f"hidden_states.{bert.num_layers}"])
    ids = {"input_ids": input_ids, "token_type_ids": token_type_ids}
    golden.tensors(golden_folder / "tiny-bert" / f"{name}.safetensors", {**ids, **tensors})
golden.end()
