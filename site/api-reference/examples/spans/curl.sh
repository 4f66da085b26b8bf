curl -s http://localhost:8787/v1/embeddings -H 'content-type: application/json' \
  -d '{"model": "all-MiniLM-L6-v2", "input": ["The river was wide. Its bank was steep."],
       "spans": [[[0, 19], [19, 39]]]}'
