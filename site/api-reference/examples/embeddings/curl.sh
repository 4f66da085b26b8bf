curl -s http://localhost:8787/v1/embeddings -H 'content-type: application/json' \
  -d '{"model": "all-MiniLM-L6-v2", "input": ["A cat sat.", "A dog ran."]}'
