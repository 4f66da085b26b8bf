import { wordsOf } from '../../analysis/word-merging.ts';
import type { Bert } from '../../model/bert.ts';
import { gridOfHeads, type HeadPair, type HeadPlaces, pairedHeads } from '../../model/head-places.ts';
import type { AttentionOptions } from '../../model/read-attention.ts';
import { type ChangedRun, planChanges, withKept } from '../checks/changed-run.ts';
import { expectHeld, mayOverflow } from '../checks/finite-answer.ts';
import { type Prompt, readPrompt } from '../checks/prompt.ts';
import { expectIndex, selection } from '../checks/selection.ts';
import { expectOneTensor } from '../checks/tensor-limits.ts';
import { ApiError } from '../errors.ts';
import { tensorDtype } from '../fields/tensor-fields.ts';
import type { MediaType } from '../media-types.ts';
import type { AttentionRequest } from './contract.ts';
import { answerBytes, heldBytes, inBytes, passesOn, passingBytes } from './size.ts';

/** The heads of an answer as it names them. */
export type NamedHeads =
  | { readonly layers: readonly number[]; readonly heads: readonly number[] }
  | { readonly pairs: readonly HeadPair[] };

/** A request that can be answered, and everything its answer depends on. */
export interface AttentionPlan {
  readonly prompt: Prompt;
  readonly changes: ChangedRun;
  readonly named: NamedHeads;
  readonly options: AttentionOptions;
  /** Whether its numbers are sent while they are computed, because no room would hold them all. */
  readonly isPassing: boolean;
  /** Whether its changes may make numbers that its element type does not hold. */
  readonly mayOverflow: boolean;
  /** Bytes to reserve for its numbers. */
  readonly bytes: number;
  /** Bytes that its pass holds beside them, while it waits for its reader or of unchanged runs. */
  readonly bytesBeside: number;
  /** Tokens that the model reads, and in how many layers. */
  readonly tokens: number;
  readonly layers: number;
}

/**
 * Does everything but the forward pass.
 * @throws ApiError naming the field that asks for too much or for what is not there.
 */
export function planAttention(bert: Bert, request: AttentionRequest, mediaType: MediaType): AttentionPlan {
  expectDtype(request);
  expectOneTensor(mediaType, lostInOneTensor(request));
  const named = namedHeads(bert, request);
  const prompt = readPrompt(bert, request);
  const changes = planChanges(bert, request, prompt.tokens);
  const options = attentionOptions(request, named, prompt, changes);
  const isPassing = passesOn(options, named, prompt.tokens.length, mediaType);
  const bytes = isPassing
    ? passingBytes(options, prompt.tokens)
    : answerBytes(options, named, prompt.tokens, request.dtype, mediaType);
  const tokens = prompt.tokens.length + changes.sourceTokens;
  const bytesBeside = isPassing ? heldBytes(options, prompt.tokens.length, bert.config) : 0;
  return {
    prompt,
    changes,
    named,
    options,
    isPassing,
    mayOverflow: mayOverflow(changes, options.dtype),
    ...withKept({ bytes, bytesBeside }, changes),
    tokens,
    layers: 1 + Math.max(...options.layers),
  };
}

function lostInOneTensor(request: AttentionRequest): string[] {
  const lost: string[] = (['metrics', 'words'] as const).filter((field) => request[field]);
  return sparsityOf(request) === undefined ? lost : [...lost, 'indices', 'rest'];
}

/** @throws ApiError 400 naming the first layer or head that the model does not have. */
export function namedHeads(
  bert: Bert,
  { layers, heads, pairs }: Pick<AttentionRequest, 'layers' | 'heads' | 'pairs'>,
): NamedHeads {
  const { numHiddenLayers, numAttentionHeads } = bert.config;
  if (pairs === undefined) {
    return {
      layers: selection('layers', layers, numHiddenLayers),
      heads: selection('heads', heads, numAttentionHeads),
    };
  }
  return {
    pairs: pairs.map(([layer, head], at): HeadPair => {
      expectIndex(`pairs[${at}][0]`, layer!, numHiddenLayers);
      return [layer!, expectIndex(`pairs[${at}][1]`, head!, numAttentionHeads)];
    }),
  };
}

function placesOf(named: NamedHeads): HeadPlaces {
  return 'pairs' in named ? pairedHeads(named.pairs) : gridOfHeads(named.layers, named.heads);
}

function attentionOptions(
  request: AttentionRequest,
  named: NamedHeads,
  prompt: Prompt,
  changes: ChangedRun,
): AttentionOptions {
  const places = placesOf(named);
  const dtype = tensorDtype[request.dtype];
  return {
    places,
    layers: 'layers' in named ? named.layers : places.layers,
    reduce: request.reduce,
    words: request.words ? wordsOf(prompt.tokens, ...prompt.texts) : undefined,
    dtype,
    sparsity: sparsityOf(request),
    hasOtherSums: request.interventions?.some(({ at, freeze }) => at.startsWith('attentions.') && !freeze),
    // What other types do not hold is found in the tensor; a byte is some number of 0 to 255 whatever it was made of.
    ...(dtype === 'U8' && { expectHeld: (matrix) => expectHeld('attentions', dtype, matrix, changes) }),
    metrics: request.metrics,
  };
}

function sparsityOf({ top_k: topK, min_weight: minWeight }: AttentionRequest): AttentionOptions['sparsity'] {
  if (topK === undefined && minWeight === undefined) return undefined;
  return { ...(topK !== undefined && { topK }), ...(minWeight !== undefined && { minWeight }) };
}

function expectDtype({ reduce, dtype }: AttentionRequest): void {
  if (dtype !== 'u8' || inBytes(reduce)) return;
  const message = `dtype: expected f32 or f16 with "reduce": "${reduce}", found u8.`;
  throw new ApiError('invalid_value', message, { param: 'dtype' });
}
