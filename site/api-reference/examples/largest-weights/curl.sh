curl -s http://localhost:8787/v1/attention -H 'content-type: application/json' \
  -d '{"text": "The cat sat on the mat because it was tired.",
       "pairs": [[8, 10], [4, 3]], "top_k": 3}'
