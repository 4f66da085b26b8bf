import type { Bert } from '../../model/bert.ts';
import type { TensorSpace } from '../../tensors/tensor-space.ts';
import { passOn, type SendParts } from '../answer/passing-answer.ts';
import type { PassingAnswer } from '../answer/tensor-answer.ts';
import { ApiError } from '../errors.ts';
import type { Source } from '../fields/text.ts';
import { pageBytes } from '../limits.ts';
import { json, type MediaType, ndjson, safetensors } from '../media-types.ts';
import type { InTurn, TurnSize } from '../turn.ts';
import { type Batch, planOf, sharedOf } from './batch.ts';
import type { BatchInput } from './contract.ts';
import { fileBytes, fileForm, noteOf } from './file.ts';
import { type Form, linesForm, listForm } from './form.ts';
import type { BatchKind, BatchRequest, TextPlan } from './kind.ts';
import { layersOf, packBytesOf, packsOf, promptTokensOf, sourceOf, surveyTexts, tokensOf } from './survey.ts';
import { triedTexts } from './trial.ts';

/**
 * The answers to many texts, each what the text alone would be answered, sent while the next are computed: texts that
 * fit share a pass, the room is that of one pass, and the work waits for its reader.
 * @throws ApiError where the request itself is wrong; the error of one text stands in its place.
 */
export async function answerBatch<One, Plan extends TextPlan>(
  kind: BatchKind<One, Plan>,
  bert: Bert,
  request: BatchRequest<One>,
  inTurn: InTurn,
  mediaType: MediaType,
): Promise<PassingAnswer> {
  const one: MediaType = mediaType === safetensors ? safetensors : json;
  const texts = surveyTexts(kind, bert, request, one);
  const surveyed: Batch<One, Plan> = { kind, bert, request, texts, mediaType: one };
  const packs = packsOf(texts, kind.sharesPasses(sharedOf(request)));
  let bytes: number | undefined;
  const parts = await passOn(inTurn, sizeOf(surveyed, packs), async (space, sendWith) => {
    let left = tokensOf(texts);
    const sendParts = sendWith(() => left);
    const pause = (tokens: number) => {
      left -= tokens;
      return sendParts([]);
    };
    const batch = { ...surveyed, texts: await triedTexts(surveyed, space, pause) };
    const form = formOf(batch, mediaType);
    bytes = form.bytes;
    await sendParts(form.before);
    for (const pack of packs) {
      space.clear();
      left -= tokensOf(pack.map((index) => batch.texts[index]!));
      await answerPack(batch, form, pack, space, sendParts);
    }
    await sendParts(form.after);
  });
  return { parts, bytes };
}

function sizeOf<One, Plan extends TextPlan>(batch: Batch<One, Plan>, packs: readonly (readonly number[])[]): TurnSize {
  const { texts, request, mediaType } = batch;
  const tokenCount = promptTokensOf(texts);
  const form = mediaType === safetensors ? fileBytes(texts.length, tensorsOfText(batch), tokenCount) : pageBytes;
  const bytesBeside = packBytesOf(texts, packs, 'bytesBeside') + form + inputBytes(request.input);
  return { bytes: packBytesOf(texts, packs), bytesBeside, tokens: tokensOf(texts), ...layersOf(texts) };
}

/** How many tensors each text has in a file: all have the same, and a trace may have hundreds. */
function tensorsOfText<One, Plan extends TextPlan>(batch: Batch<One, Plan>): number {
  const first = batch.texts.findIndex((text) => !(text instanceof ApiError));
  if (first < 0) return 0;
  return Object.keys(batch.kind.tensors!(batch.bert, planOf(batch, first))).length;
}

/** Made when the turn has come: what a file says of many texts is too much to keep for every request that waits. */
function formOf<One, Plan extends TextPlan>(batch: Batch<One, Plan>, asked: MediaType): Form {
  const { kind, bert, request, texts } = batch;
  if (asked === ndjson) return linesForm();
  if (asked === json) return listForm(promptTokensOf(texts));
  const notes = texts.map((text, index) => {
    if (text instanceof ApiError) return text;
    const plan = planOf(batch, index);
    return noteOf(plan, kind.tensors!(bert, plan));
  });
  return fileForm(notes, { object: 'list', model: bert.id, ...kind.metadata?.(bert, sharedOf(request)) });
}

/** Answers the texts of one pass and sends the answers. */
async function answerPack<One, Plan extends TextPlan>(
  batch: Batch<One, Plan>,
  form: Form,
  pack: readonly number[],
  space: TensorSpace,
  sendParts: SendParts,
): Promise<void> {
  const { kind, bert, texts } = batch;
  const [first] = pack;
  const text = texts[first!]!;
  if (text instanceof ApiError) return sendParts(form.ofError(text, first!));
  const plans = pack.map((index) => planOf(batch, index));
  if (text.isPassing) return kind.pass!(bert, plans[0]!, space, sendParts);
  const answers = await answersOrError(batch, plans, space, form);
  if (answers instanceof ApiError) return sendParts(form.ofError(answers, first!));
  await sendParts(inOrder(answers.map((answer, at) => () => form.ofAnswer(answer, pack[at]!))));
}

/** The answers, or what a text met on its way through the model, where the form has a place for that. */
async function answersOrError<One, Plan extends TextPlan>(
  { kind, bert }: Batch<One, Plan>,
  plans: readonly Plan[],
  space: TensorSpace,
  form: Form,
) {
  try {
    return await kind.answers(bert, plans, space);
  } catch (error) {
    const isOfText = error instanceof ApiError && error.status < 500 && plans.length === 1;
    if (isOfText && form.bytes === undefined) return error;
    throw error;
  }
}

/** Bytes of the texts, which are read again when their turn comes. */
function inputBytes(input: BatchInput): number {
  const length = ({ text = '', text_pair: pair = '', input_ids: ids = [] }: Source) =>
    text.length + pair.length + 8 * ids.length;
  return 2 * input.reduce((sum, item) => sum + length(sourceOf(item)), 0);
}

/** Parts of one after the other; each is made when the one before has been taken, because they may share a page. */
function* inOrder(made: readonly (() => Iterable<Uint8Array>)[]): Generator<Uint8Array> {
  for (const make of made) yield* make();
}
