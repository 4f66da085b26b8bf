"""A Hugging Face folder with its tokenizer: a text or pair goes in, every intermediate comes out."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Encoding, Tokenizer

from bert import Bert


@dataclass
class Run:
    """One text or pair: its tokens, and every intermediate by its trace name."""

    encoding: Encoding
    tensors: dict

    def layers(self, name: str):
        """The tensors `name.0`, `name.1`, ... stacked: [layers, ...]."""
        count = sum(found.startswith(f"{name}.") for found in self.tensors)
        return np.stack([self.tensors[f"{name}.{l}"] for l in range(count)])

    @property
    def last_hidden_state(self):
        return self.layers("hidden_states")[-1]

    def outputs(self) -> dict:
        """What each reference of a model holds."""
        return {
            "input_ids": self.encoding.ids,
            "token_type_ids": self.encoding.type_ids,
            "attentions": self.layers("attentions"),
            "last_hidden_state": self.last_hidden_state,
        }


class Model:
    def __init__(self, folder: Path):
        self.bert = Bert(folder)
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        # Some files pad, and cut at 128 tokens; a reference has all tokens of its text and no others.
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()

    def run(self, text: str, text_pair: str | None = None) -> Run:
        encoding = self.tokenizer.encode(text, text_pair)
        return Run(encoding, self.bert.trace(encoding.ids, encoding.type_ids))
