from bertviz.neuron_view import show

traced, _ = ask("/v1/trace", **texts, tensors=["attentions.*", "query.*", "key.*"])


class Traced:
    """Model and tokenizer to BertViz: gives what the API has computed for these two texts."""

    cls_token, sep_token = "[CLS]", "[SEP]"

    def tokenize(self, sentence):
        kind = 1 if sentence == texts.get("text_pair") else 0
        return [token["text"] for token in tokens if token["type"] == kind and not token["special"]]

    def convert_tokens_to_ids(self, words):
        return [token["id"] for token in tokens]

    def eval(self):
        return self

    def __call__(self, *ids, **types):
        names = {"attn": "attentions", "queries": "query", "keys": "key"}
        return [[{own: tensor(*traced[f"{name}.{layer}"])[None] for own, name in names.items()} for layer in range(12)]]


show(Traced(), "bert", Traced(), texts["text"], texts.get("text_pair"))
