/**
 * Every way a request can go wrong: the stable name that programs read, its status, and when it is sent. `ApiError`,
 * the wire schema and the reference are made from this table.
 */
export const errorCodes = {
  missing_field: { status: 400, when: 'A required field is absent.' },
  unknown_field: { status: 400, when: 'A field that the route does not have.' },
  invalid_value: { status: 400, when: 'A field has another type, shape or value than it may have.' },
  out_of_range: { status: 400, when: 'An index or a number is outside what the model or the text has.' },
  empty_text: { status: 400, when: 'A text is the empty string.' },
  context_length_exceeded: { status: 400, when: 'A text has more tokens than the model reads.' },
  no_mask: { status: 400, when: 'Nothing is to be predicted: the text has no `[MASK]`.' },
  no_masked_lm_head: { status: 400, when: 'The model has no masked-word head.' },
  unknown_target: { status: 400, when: 'A target is not one entry of the vocabulary.' },
  unknown_tensor: { status: 400, when: 'The model computes no tensor of this name.' },
  nothing_to_compare: { status: 400, when: '`compare` without a change of the model or of the text.' },
  not_comparable: {
    status: 400,
    when: 'A tensor that cannot be had of the changed pass, or compared with the unchanged one.',
  },
  token_ids_unsupported: { status: 400, when: 'Token ids where a text is expected.' },
  invalid_json: { status: 400, when: 'The body is not JSON.' },
  invalid_utf8: { status: 400, when: 'The body is not UTF-8.' },
  incomplete_body: { status: 400, when: 'The body breaks off, or its chunks are malformed.' },
  invalid_request: { status: 400, when: 'The request cannot be understood.' },
  not_found: { status: 404, when: 'No such path.' },
  model_not_found: { status: 404, when: 'No such model.' },
  method_not_allowed: { status: 405, when: 'The path has other methods; `Allow` lists them.' },
  not_acceptable: { status: 406, when: 'Nothing that `Accept` names can hold the answer.' },
  upload_stalled: { status: 408, when: 'The body arrives too slowly.' },
  tensor_too_large: { status: 413, when: 'The answer would hold too much; the message says what would fit.' },
  too_many_tokens: { status: 413, when: 'The texts of the request have too many tokens together.' },
  too_many_inputs: { status: 413, when: 'The request has too many texts.' },
  too_many_predictions: { status: 413, when: 'Too many words are to be predicted in one request.' },
  body_too_large: { status: 413, when: 'The body has too many bytes.' },
  unsupported_media_type: { status: 415, when: 'The body is declared as something else than JSON.' },
  unsupported_content_encoding: { status: 415, when: 'The body is compressed; `Accept-Encoding` says what is read.' },
  rate_limit_exceeded: { status: 429, when: 'Too many requests from one network; try again after `Retry-After`.' },
  internal_error: { status: 500, when: 'Something went wrong here; `x-request-id` names the request in a report.' },
  overloaded: { status: 503, when: 'Too many requests wait; try again after `Retry-After`.' },
  network_share_taken: {
    status: 503,
    when: 'Requests of one network hold its share of the places before the model, or of the room for answers while others ask; try again after `Retry-After`.',
  },
  answers_waiting: { status: 503, when: 'Earlier answers are not yet read; try again after `Retry-After`.' },
  request_aborted: { status: 503, when: 'The request was given up before its answer was ready.' },
  model_load_stalled: { status: 503, when: 'Loading the model made no progress; try again after `Retry-After`.' },
  model_load_failed: { status: 503, when: 'The model could not be loaded; try again after `Retry-After`.' },
  model_not_deployed: { status: 503, when: 'No Worker here holds this model.' },
} as const satisfies Record<string, { readonly status: number; readonly when: string }>;

export type ErrorCode = keyof typeof errorCodes;
export type ErrorStatus = (typeof errorCodes)[ErrorCode]['status'];

/** The codes of a status, in the table's order. */
export function codesOf(status: ErrorStatus): ErrorCode[] {
  const all = Object.keys(errorCodes) as ErrorCode[];
  return all.filter((code) => errorCodes[code].status === status);
}
