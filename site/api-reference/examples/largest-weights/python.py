import json
from urllib.request import Request, urlopen

body = {"text": "The cat sat on the mat because it was tired.", "pairs": [[8, 10], [4, 3]], "top_k": 3}
request = Request("http://localhost:8787/v1/attention", json.dumps(body).encode(), {"content-type": "application/json"})
answer = json.load(urlopen(request))
tokens = [token["text"] for token in answer["tokens"]]
for pair, indices, weights in zip(answer["pairs"], answer["indices"], answer["weights"]):
    print(*pair, *(f"{tokens[index]} {weight}" for index, weight in zip(indices[8], weights[8])))
