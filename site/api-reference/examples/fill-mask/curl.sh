curl -s http://localhost:8787/v1/fill-mask -H 'content-type: application/json' \
  -d '{"text": "Paris is the [MASK] of France.", "top_k": 3}'
