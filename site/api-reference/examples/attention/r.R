library(httr2)

body <- list(text = "The cat sat on the mat because it was tired.", layers = list(8), heads = list(10))
answer <- request("http://localhost:8787/v1/attention") |>
  req_body_json(body) |>
  req_perform() |>
  resp_body_json(simplifyVector = TRUE)
# R counts from 1: the first layer and head that were asked for, token 8 and token 2.
cat(answer$tokens$text[9], answer$tokens$text[3], answer$attentions[1, 1, 9, 3], "\n")
