curl -s http://localhost:8787/v1/trace -H 'content-type: application/json' \
  -H 'accept: application/vnd.safetensors' -o trace.safetensors \
  -d '{"text": "The cat sat.", "tensors": ["query.3", "key.3"]}'
