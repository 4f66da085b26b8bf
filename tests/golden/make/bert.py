"""BERT in float64, with NumPy and nothing else: each step as its paper or Hugging Face's `BertModel` has it.

No dropout, no padding, one text or pair at a time: written to be read, not to be fast. Weights are `model.safetensors`
of a Hugging Face folder, in which a linear map is [outputs, inputs].

Devlin et al. 2018, "BERT"; Vaswani et al. 2017, "Attention Is All You Need"; Hendrycks and Gimpel 2016, "GELUs".
"""

import json
import math
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

erf = np.vectorize(math.erf, otypes=[np.float64])


def gelu(x):
    return x * 0.5 * (1 + erf(x / math.sqrt(2)))


def softmax(scores):
    exponentials = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


def canonical(name: str) -> str:
    """The name of a tensor in BertModel: classes with a head say `bert.`, old checkpoints gamma and beta."""
    name = name.removeprefix("bert.")
    return name.replace("LayerNorm.gamma", "LayerNorm.weight").replace("LayerNorm.beta", "LayerNorm.bias")


class Bert:
    """Shapes: n tokens, H heads, `hidden` numbers a token, head = hidden / H of them a head."""

    def __init__(self, folder: Path):
        config = json.loads((folder / "config.json").read_text())
        if config["hidden_act"] != "gelu":
            raise ValueError(f'{folder}: expected hidden_act "gelu", found "{config["hidden_act"]}"')
        self.num_layers = config["num_hidden_layers"]
        self.num_heads = config["num_attention_heads"]
        self.layer_norm_eps = config["layer_norm_eps"]
        self.stored = {canonical(name): tensor for name, tensor in load_file(folder / "model.safetensors").items()}

    def weights(self, name: str):
        """The stored tensor of this name, in float64."""
        return self.stored[name].astype(np.float64)

    def linear(self, name: str, x):
        """x W^T + b: [n, inputs] -> [n, outputs]."""
        return x @ self.weights(f"{name}.weight").T + self.weights(f"{name}.bias")

    def layer_norm(self, name: str, x):
        """gamma (x - mean) / sqrt(variance + eps) + beta, each row by itself."""
        centred = x - x.mean(axis=-1, keepdims=True)
        variance = (centred**2).mean(axis=-1, keepdims=True)
        normalised = centred / np.sqrt(variance + self.layer_norm_eps)
        return normalised * self.weights(f"{name}.weight") + self.weights(f"{name}.bias")

    def split_heads(self, x):
        """[n, hidden] -> [H, n, head]."""
        return x.reshape(len(x), self.num_heads, -1).transpose(1, 0, 2)

    def embeddings(self, input_ids, token_type_ids):
        """The three vectors of each token and their sum, [n, hidden] each."""
        word = self.weights("embeddings.word_embeddings.weight")[input_ids]
        position = self.weights("embeddings.position_embeddings.weight")[: len(input_ids)]
        token_type = self.weights("embeddings.token_type_embeddings.weight")[token_type_ids]
        return {"word": word, "position": position, "token_type": token_type, "sum": word + position + token_type}

    def layer(self, l: int, hidden_states):
        """Every intermediate of layer l, 0 the first; `hidden_states` is what the next layer gets."""
        name = f"encoder.layer.{l}"
        query, key, value = (
            self.split_heads(self.linear(f"{name}.attention.self.{part}", hidden_states))
            for part in ("query", "key", "value")
        )
        attention_scores = query @ key.transpose(0, 2, 1) / math.sqrt(query.shape[-1])
        attention_probs = softmax(attention_scores)
        context = attention_probs @ value
        merged_heads = context.transpose(1, 0, 2).reshape(hidden_states.shape)
        attention_output = self.linear(f"{name}.attention.output.dense", merged_heads)
        attention_block = self.layer_norm(f"{name}.attention.output.LayerNorm", hidden_states + attention_output)
        intermediate = gelu(self.linear(f"{name}.intermediate.dense", attention_block))
        feed_forward_output = self.linear(f"{name}.output.dense", intermediate)
        return {
            "query": query,
            "key": key,
            "value": value,
            "attention_scores": attention_scores,
            "attentions": attention_probs,
            "context": context,
            "attention_output": attention_output,
            "attention_block": attention_block,
            "intermediate": intermediate,
            "feed_forward_output": feed_forward_output,
            "hidden_states": self.layer_norm(f"{name}.output.LayerNorm", attention_block + feed_forward_output),
        }

    def trace(self, input_ids, token_type_ids):
        """Every intermediate by its trace name, as shared/bert/trace.ts has them, without `last_hidden_state`."""
        embeddings = self.embeddings(input_ids, token_type_ids)
        hidden_states = self.layer_norm("embeddings.LayerNorm", embeddings["sum"])
        tensors = {f"embeddings.{name}": tensor for name, tensor in embeddings.items()}
        tensors["hidden_states.0"] = hidden_states
        for l in range(self.num_layers):
            layer = self.layer(l, hidden_states)
            hidden_states = layer.pop("hidden_states")
            tensors |= {f"{name}.{l}": tensor for name, tensor in layer.items()}
            tensors[f"hidden_states.{l + 1}"] = hidden_states
        return tensors

    def masked_lm_logits(self, last_hidden_state):
        """[n, hidden] -> [n, vocabulary]; the decoder is tied to the word embeddings."""
        transformed = gelu(self.linear("cls.predictions.transform.dense", last_hidden_state))
        normalised = self.layer_norm("cls.predictions.transform.LayerNorm", transformed)
        return normalised @ self.weights("embeddings.word_embeddings.weight").T + self.weights("cls.predictions.bias")
