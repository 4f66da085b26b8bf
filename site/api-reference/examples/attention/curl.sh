curl -s http://localhost:8787/v1/attention -H 'content-type: application/json' \
  -d '{"text": "The cat sat on the mat because it was tired.",
       "layers": [8], "heads": [10]}'
