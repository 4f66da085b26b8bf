library(httr2)

body <- list(text = "The cat sat on the mat because it was tired.", layer = 8, head = 10, from = 8, to = 2)
answer <- request("http://localhost:8787/v1/score-attribution") |>
  req_body_json(body) |>
  req_perform() |>
  resp_body_json(simplifyVector = TRUE)
largest <- head(order(-abs(answer$centred)), 8)
at <- arrayInd(largest, dim(answer$centred))
cat(sprintf("%.2f  %s of the query, %s of the key\n",
            answer$centred[largest], answer$sources[at[, 1]], answer$sources[at[, 2]]), sep = "")
