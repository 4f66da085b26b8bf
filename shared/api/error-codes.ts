/**
 * Every way a request can go wrong: the stable name that programs read, and its status. When each is sent is said in
 * `error-causes.ts`, which browsers need not load.
 */
export const errorCodes = {
  missing_field: 400,
  unknown_field: 400,
  invalid_value: 400,
  out_of_range: 400,
  empty_text: 400,
  context_length_exceeded: 400,
  no_mask: 400,
  no_masked_lm_head: 400,
  unknown_target: 400,
  unknown_tensor: 400,
  nothing_to_compare: 400,
  not_comparable: 400,
  token_ids_unsupported: 400,
  invalid_json: 400,
  invalid_utf8: 400,
  incomplete_body: 400,
  invalid_request: 400,
  not_found: 404,
  model_not_found: 404,
  method_not_allowed: 405,
  not_acceptable: 406,
  upload_stalled: 408,
  tensor_too_large: 413,
  too_many_tokens: 413,
  too_many_inputs: 413,
  too_many_predictions: 413,
  body_too_large: 413,
  unsupported_media_type: 415,
  unsupported_content_encoding: 415,
  rate_limit_exceeded: 429,
  internal_error: 500,
  overloaded: 503,
  network_share_taken: 503,
  answers_waiting: 503,
  request_aborted: 503,
  model_load_stalled: 503,
  model_load_failed: 503,
  model_not_deployed: 503,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof errorCodes;
export type ErrorStatus = (typeof errorCodes)[ErrorCode];

/** The codes of a status, in the table's order. */
export function codesOf(status: ErrorStatus): ErrorCode[] {
  const all = Object.keys(errorCodes) as ErrorCode[];
  return all.filter((code) => errorCodes[code] === status);
}
