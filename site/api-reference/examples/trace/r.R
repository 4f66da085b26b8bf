library(httr2)

file <- request("http://localhost:8787/v1/trace") |>
  req_headers(accept = "application/vnd.safetensors") |>
  req_body_json(list(text = "The cat sat.", tensors = list("query.3", "key.3"))) |>
  req_perform() |>
  resp_body_raw()
start <- 8 + readBin(file, "integer", endian = "little")
header <- jsonlite::fromJSON(rawToChar(file[9:start]))[["query.3"]]
bytes <- file[(start + header$data_offsets[1] + 1):(start + header$data_offsets[2])]
numbers <- readBin(bytes, "numeric", n = prod(header$shape), size = 4, endian = "little")
# R fills arrays from the first index on, the file from the last.
query <- aperm(array(numbers, rev(header$shape)))
cat(dim(query), length(query), "\n") # 12 6 64: heads, tokens, numbers a head; 4608
