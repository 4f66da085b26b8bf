curl -s http://localhost:8787/v1/attention -H 'content-type: application/json' \
  -d '{"input": ["The dog chased the ball until it was tired.", "The dog chased the ball until it burst."],
       "layers": [8], "heads": [10]}'
