library(httr2)

body <- list(
  model = "all-MiniLM-L6-v2", input = list("The river was wide. Its bank was steep."),
  spans = list(list(list(0, 19), list(19, 39)))
)
answer <- request("http://localhost:8787/v1/embeddings") |>
  req_body_json(body) |>
  req_perform() |>
  resp_body_json()
vectors <- lapply(answer$data[[1]]$embedding, unlist)
cat(length(vectors[[2]]), sum(vectors[[1]] * vectors[[2]]), "\n") # 384, the cosine
