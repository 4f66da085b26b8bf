import json
from urllib.request import Request, urlopen

body = {"text": "The cat sat on the mat because it was tired.", "layers": [8], "heads": [10]}
request = Request("http://localhost:8787/v1/attention", json.dumps(body).encode(), {"content-type": "application/json"})
answer = json.load(urlopen(request))
print(answer["tokens"][8]["text"], answer["tokens"][2]["text"], answer["attentions"][0][0][8][2])
