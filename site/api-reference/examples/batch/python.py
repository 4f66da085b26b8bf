import json
from urllib.request import Request, urlopen

texts = ["The dog chased the ball until it was tired.", "The dog chased the ball until it burst."]
body = {"input": texts, "layers": [8], "heads": [10]}
headers = {"content-type": "application/json", "accept": "application/x-ndjson"}
request = Request("http://localhost:8787/v1/attention", json.dumps(body).encode(), headers)
for line in urlopen(request):  # a line for each text, as soon as it is answered
    answer = json.loads(line)
    if "error" in answer:
        print(answer["error"]["message"])
        continue
    it = answer["attentions"][0][0][7]
    print("dog", it[2], "ball", it[5])
