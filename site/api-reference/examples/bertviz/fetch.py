import json
from urllib.request import Request, urlopen


def ask(path, **body):
    """Tensors by name, each its shape and its bytes, and the tokens that the model has read."""
    headers = {"content-type": "application/json", "accept": "application/vnd.safetensors"}
    file = urlopen(Request("http://localhost:8787" + path, json.dumps(body).encode(), headers)).read()
    start = 8 + int.from_bytes(file[:8], "little")
    header = json.loads(file[8:start])
    tokens = json.loads(header.pop("__metadata__")["tokens"])
    return {name: (at["shape"], file[start:][slice(*at["data_offsets"])]) for name, at in header.items()}, tokens


texts = {"text": "The cat sat on the mat.", "text_pair": "The cat lay on the rug."}
tensors, tokens = ask("/v1/attention", **texts)
words = [token["text"] for token in tokens]
sentence_b_start = next((place for place, token in enumerate(tokens) if token["type"] == 1), None)
print(tensors["attentions"][0], words, sentence_b_start)
