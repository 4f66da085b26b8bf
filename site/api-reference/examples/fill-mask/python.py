import json
from urllib.request import Request, urlopen

body = {"text": "Paris is the [MASK] of France.", "top_k": 3}
request = Request("http://localhost:8787/v1/fill-mask", json.dumps(body).encode(), {"content-type": "application/json"})
answer = json.load(urlopen(request))
for candidate in answer["masks"][0]["candidates"]:
    print(candidate["token"], candidate["probability"])
