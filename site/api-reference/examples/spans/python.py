import json
from urllib.request import Request, urlopen

text = "The river was wide. Its bank was steep."
body = {"model": "all-MiniLM-L6-v2", "input": [text], "spans": [[[0, 19], [19, 39]]]}
request = Request("http://localhost:8787/v1/embeddings", json.dumps(body).encode(), {"content-type": "application/json"})
river, bank = json.load(urlopen(request))["data"][0]["embedding"]
print(len(bank), sum(a * b for a, b in zip(river, bank)))  # 384, the cosine
