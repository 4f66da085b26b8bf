library(httr2)

answer <- request("http://localhost:8787/v1/embeddings") |>
  req_body_json(list(model = "all-MiniLM-L6-v2", input = list("A cat sat.", "A dog ran."))) |>
  req_perform() |>
  resp_body_json(simplifyVector = TRUE)
vectors <- answer$data$embedding
cat(length(vectors[[1]]), sum(vectors[[1]] * vectors[[2]]), "\n") # 384, the cosine
