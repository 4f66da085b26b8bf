library(httr2)

body <- list(
  text = "The cat sat on the mat because it was tired.",
  pairs = list(list(8, 10), list(4, 3)), top_k = 3
)
answer <- request("http://localhost:8787/v1/attention") |>
  req_body_json(body) |>
  req_perform() |>
  resp_body_json(simplifyVector = TRUE)
for (pair in seq_len(nrow(answer$pairs))) {
  # R counts from 1: "it" is token 8, and an index of 2 is the third token.
  tokens <- answer$tokens$text[answer$indices[pair, 9, ] + 1]
  cat(answer$pairs[pair, ], paste(tokens, answer$weights[pair, 9, ]), "\n")
}
