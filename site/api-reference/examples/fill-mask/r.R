library(httr2)

answer <- request("http://localhost:8787/v1/fill-mask") |>
  req_body_json(list(text = "Paris is the [MASK] of France.", top_k = 3)) |>
  req_perform() |>
  resp_body_json()
for (candidate in answer$masks[[1]]$candidates) cat(candidate$token, candidate$probability, "\n")
