curl -s http://localhost:8787/v1/score-attribution -H 'content-type: application/json' \
  -d '{"text": "The cat sat on the mat because it was tired.",
       "layer": 8, "head": 10, "from": 8, "to": 2}'
