import { encodedText } from '../answer/encoded-text.ts';
import { type JsonAnswer, jsonFields, type TensorAnswer } from '../answer/tensor-answer.ts';
import type { ApiError } from '../errors.ts';
import { usageOf } from '../fields/text.ts';
import { pageBytes } from '../limits.ts';

/** How the answers to many texts are written. */
export interface Form {
  readonly before: Iterable<Uint8Array>;
  /** The answer to a text, its index given. */
  ofAnswer(answer: JsonAnswer | TensorAnswer, index: number): Iterable<Uint8Array>;
  ofError(error: ApiError, index: number): Iterable<Uint8Array>;
  readonly after: Iterable<Uint8Array>;
  /** Of all together; absent where it is not known before. */
  readonly bytes?: number;
}

/** A line of JSON for each text. */
export function linesForm(): Form {
  const page = new ArrayBuffer(pageBytes);
  function* line(json: Iterable<string>): Generator<string> {
    yield* json;
    yield '\n';
  }
  return {
    before: [],
    ofAnswer: (answer) => encodedText(line(answer.json()), page),
    ofError: (error) => encodedText(line([JSON.stringify(error.toResponse())]), page),
    after: [],
  };
}

/** One JSON object with a list of the answers. */
export function listForm(tokens: number): Form {
  const page = new ArrayBuffer(pageBytes);
  const { object, usage } = jsonFields({ object: 'list', usage: usageOf(tokens) });
  const written = (text: Iterable<string>) => encodedText(text, page);
  function* item(json: Iterable<string>, index: number): Generator<string> {
    if (index > 0) yield ',';
    yield* json;
  }
  return {
    before: written([`{"object":${object},"data":[`]),
    ofAnswer: (answer, index) => written(item(answer.json(), index)),
    ofError: (error, index) => written(item([JSON.stringify(error.toResponse())], index)),
    after: written([`],"usage":${usage}}`]),
  };
}
