library(httr2)

texts <- list("The dog chased the ball until it was tired.", "The dog chased the ball until it burst.")
answer <- request("http://localhost:8787/v1/attention") |>
  req_body_json(list(input = texts, layers = list(8), heads = list(10))) |>
  req_perform() |>
  resp_body_json()
for (one in answer$data) {
  # R counts from 1: the only layer and head, "it" is token 7, "dog" 2 and "ball" 5.
  it <- one$attentions[[1]][[1]][[8]]
  cat("dog", it[[3]], "ball", it[[6]], "\n")
}
