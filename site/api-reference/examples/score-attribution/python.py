import json
from urllib.request import Request, urlopen

body = {"text": "The cat sat on the mat because it was tired.", "layer": 8, "head": 10, "from": 8, "to": 2}
request = Request(
    "http://localhost:8787/v1/score-attribution", json.dumps(body).encode(), {"content-type": "application/json"}
)
answer = json.load(urlopen(request))
names = answer["sources"]
terms = [(term, names[q], names[k]) for q, row in enumerate(answer["centred"]) for k, term in enumerate(row)]
for term, query, key in sorted(terms, key=lambda each: -abs(each[0]))[:8]:
    print(f"{term:.2f}  {query} of the query, {key} of the key")
