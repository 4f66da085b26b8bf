/**
 * The names of printed numbers. Every number of the model that a page prints says where it comes from, in the words of
 * the API, so that a program can ask the API and compute it again. reread.browser.test.ts does so for every chapter,
 * the home page, the map and the playground. The name stands in `data-tensor`; the number, with all its digits, in
 * `value`.
 *
 *     attentions[8][10][8][2]                                    one number of `POST /v1/attention`, all 0-based
 *     query.8[10][8][5]                                          one number of `POST /v1/trace`
 *     query.8[10][8] . key.8[10][2]                              a dot product
 *     rest(query.8[10][8] * key.8[10][2], 14, 39)                the sum of the products but for components 14 and 39
 *     cos(hidden_states.12[3], hidden_states.0[3])
 *     1 - mean(attentions.8[*][8][8])
 *
 * Grammar, as in arithmetic, `*` and `/` before `+` and `-`; the spaces around the binary operators are required:
 *
 *     expression = sum [ (" > " | " < ") sum ]                   1 where it holds, 0 where not
 *     sum        = product { (" + " | " - ") product }
 *     product    = factor { (" * " | " / " | " . ") factor }     `.` is the dot product of two vectors, or the sum of the
 *                                                                rows of a matrix, each times its number of the vector
 *     factor     = "-" factor | ( number | tensor | call | "(" expression ")" | "|" expression "|" ) { index }
 *                                                                |x| is the length of a vector
 *     call       = function "(" expression { ", " expression } ")"
 *     tensor     = name [ "@" whole ] { "." (name | whole | "*") }
 *     index      = "[" (whole | "*") "]"
 *
 * `[*]` keeps all of an axis; `.*` all layers, as a first axis, behind which the indices go on as in one layer:
 * `mean(attentions.*[*][8][2])` is the mean over all layers and heads. Numbers go with tensors of any shape, tensors with
 * tensors of the same shape, element by element.
 *
 *     names      those of `POST /v1/trace`: `query.8`, `hidden_states.0`, `mixing.3`, `logits` ...; of `POST /v1/attention`:
 *                `attentions[layer][head][from][to]`, `rollout[layer][from][to]`; of the safetensors answer: `input_ids[3]`;
 *                of `POST /v1/tokenize`: `tokens.start[3]`, `tokens.end[3]`; of the vocabulary: `word_embeddings[id]`;
 *                of `POST /v1/fill-mask`: `fill_mask.12[3][id]`, the probability of a word at token 3, read in hidden_states.12
 *                of `POST /v1/score-attribution`, for one score: `score_attribution.terms[layer][head][from][to]`, [sources of
 *                the query, sources of the key], `.centred` likewise, and the numbers `.score` and `.above_row_mean`
 *     functions  sum, mean, max, min (of all elements); exp, log (natural), sqrt, abs (of each); softmax (along the last axis);
 *                cos(a, b) (of two vectors, or row by row of two matrices); mean_cosine(rows) (over all pairs of rows);
 *                only(x, i, ...), without(x, i, ...) (those or the other elements along the first axis);
 *                rest(x, i, ...) = sum(without(x, i, ...)); diagonal(x) (of the last two axes);
 *                transpose(x) (of the last two axes); words(x) (pieces of a word as one: columns summed, rows averaged);
 *                shares(x) (each row divided by its sum, a row of zeros left as it is); rollout(x) (of all layers' and heads'
 *                weights, with one matrix a layer); kinds(x) (the sources along the first axis, summed by kind: 0 word,
 *                1 position, 2 heads, 3 feed-forward networks, 4 constants, which are token type and bias); entropy, distance,
 *                confidence, self, previous, next, cls, sep (of one head's matrix, what `metrics` of `POST /v1/attention` are
 *                of its weights). words and these go by the tokens of the request that x names
 *
 * The text is the page's sentence. Where it is another, or heads are knocked out, or tokens masked, the number or any
 * element around it carries `data-request`: the JSON body of `POST /v1/trace` without its `tensors`, or an array of such
 * bodies, of which `hidden_states@1.3[6]` takes the second (`@0` is the first, and may be left out).
 */
export type TensorName = string;

/** `rest(attentions.8[10][8], 2, 8)`: the name of the sum of all but some elements. */
export function restName(vector: TensorName, without: readonly number[]): TensorName {
  return `rest(${[vector, ...without].join(', ')})`;
}
