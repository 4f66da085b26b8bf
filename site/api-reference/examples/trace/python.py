import json
from urllib.request import Request, urlopen

body = {"text": "The cat sat.", "tensors": ["query.3", "key.3"]}
headers = {"content-type": "application/json", "accept": "application/vnd.safetensors"}
file = urlopen(Request("http://localhost:8787/v1/trace", json.dumps(body).encode(), headers)).read()

# With the packages numpy and safetensors, the rest is safetensors.numpy.load(file)["query.3"].
start = 8 + int.from_bytes(file[:8], "little")
header = json.loads(file[8:start])["query.3"]
begin, end = header["data_offsets"]
query = memoryview(file[start + begin : start + end]).cast("f", header["shape"])
print(query.shape, query.nbytes // 4)  # (12, 6, 64): heads, tokens, numbers a head; 4608
