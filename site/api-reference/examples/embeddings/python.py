import json
from urllib.request import Request, urlopen

body = {"model": "all-MiniLM-L6-v2", "input": ["A cat sat.", "A dog ran."]}
request = Request("http://localhost:8787/v1/embeddings", json.dumps(body).encode(), {"content-type": "application/json"})
cat, dog = (item["embedding"] for item in json.load(urlopen(request))["data"])
print(len(cat), sum(a * b for a, b in zip(cat, dog)))  # 384, the cosine
