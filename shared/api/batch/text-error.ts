import { ApiError } from '../errors.ts';
import type { Source } from '../fields/text.ts';

const ownFields = ['text', 'text_pair', 'input_ids', 'token_type_ids'];
/** Fields of the whole request whose indices are those of a text's tokens. */
const fieldsOfTokens = ['mask_tokens', 'position_ids', 'positions', 'interventions'];

/**
 * The error of one text of a batch, whose `param` says which.
 * @throws the error itself where every text would have it, because the request is wrong
 */
export function errorOfText(error: unknown, index: number, item: string | Source): ApiError {
  if (!(error instanceof ApiError)) throw error;
  const field = /^\w*/.exec(error.param ?? '')?.[0] ?? '';
  const isOwn = ownFields.includes(field);
  const isOfText = isOwn || fieldsOfTokens.includes(field) || error.code === 'tensor_too_large';
  if (!isOfText) throw error;
  if (!isOwn || error.param === null) return error;
  const { code, message, param } = error;
  const place = typeof item === 'string' ? `input[${index}]` : `input[${index}].${param}`;
  const renamed = message.startsWith(param) ? `${place}${message.slice(param.length)}` : message;
  return new ApiError(code, renamed, { param: place, cause: error });
}
