import type { MaskCandidate } from '../../../shared/model/fill-mask.ts';
import { upTo } from '../../model/attention-file.ts';
import { blankedSentence, blankOf, maskText } from '../../model/blank.ts';
import type { Intervention } from '../../model/fetch-trace.ts';
import { type Held, heldAsIs, heldInterventions } from '../../model/held-interventions.ts';
import { headCount, layerCount, type ReaderPlace, type Sentence } from '../../model/reader-place.ts';
import { plainNumbers, type Trace, traceRow } from '../../model/trace.ts';
import { relativeChanges } from '../knock-out/ask-knock-out.ts';
import type { FillModel } from '../take-it-away/ask-guesses.ts';
import { guessRows } from '../take-it-away/guess-rows.ts';
import { type Blanked, fillBody, type ShownToken } from '../take-it-away/take-it-away.ts';

export const scopes = ['head', 'layer'] as const;

/** What the reader has set. */
export interface Setting {
  /** Index of the token whose weight is set; undefined for the one with most weight. */
  readonly key?: number | undefined;
  /** Its share of the row, 0..1; undefined where the row is the model's own. */
  readonly share?: number | undefined;
  /** The one head, or all heads of its layer. */
  readonly scope: (typeof scopes)[number];
}

/** What every place opens with: its largest weight is taken away in the one head. */
export const opening: Setting = { share: 0, scope: 'head' };

export interface WeightQuestion extends ReaderPlace {
  /** Whether the page has chosen the token, and not the reader; then a blank of the sentence asks in its place. */
  readonly isOpening: boolean;
  readonly setting: Setting;
}

export interface WeightView extends Blanked {
  readonly question: WeightQuestion;
  /** As typed, before one is blanked out. */
  readonly tokens: readonly ShownToken[];
  /** Index of the token that attends. */
  readonly from: number;
  /** The model's own row of the head, [seqLen]. */
  readonly row: readonly number[];
  /** How far the change moves each token's vector, |h' - h| / |h|: a list for each layer from the changed one on, [seqLen]. */
  readonly moved: readonly (readonly number[])[];
}

/** The model that answers: the API in the browser, the engine while the site is built. */
export interface WeightModel extends FillModel {
  trace(
    sentence: Sentence,
    names: readonly string[],
    change: Pick<Intervention, 'maskTokens' | 'interventions'>,
  ): Promise<Trace>;
}

/** The weight that is held in this row; none where the row is the model's own. */
export function heldIn(row: readonly number[], { key, share }: Setting): Held[] {
  return share === undefined ? [] : [{ to: keyIn(row, key), share }];
}

/** Index of the token whose weight is set. */
export function keyIn(row: readonly number[], key: number | undefined): number {
  return key !== undefined && key < row.length ? key : row.indexOf(Math.max(...row));
}

/** The hidden states that follow the changed layer. */
function statesAfter(layer: number): string[] {
  return upTo(layerCount - layer).map((at) => `hidden_states.${layer + 1 + at}`);
}

type Place = Pick<WeightView, 'tokens' | 'blank' | 'from' | 'row'> & { readonly question: WeightQuestion };

/**
 * The body of `POST /v1/fill-mask` that fills the blank, without and with the changed weight. Without it a change that
 * changes nothing stands there, so that both passes round alike.
 */
export function requestsOf({ question, tokens, blank, from, row }: Place) {
  const { layer, head, setting } = question;
  const sentence = blankedSentence(question, tokens, blank);
  const before = { ...sentence, interventions: heldAsIs({ layer, heads: [head], from }) };
  const held = heldIn(row, setting);
  if (held.length === 0) return { before, after: before };
  const heads = setting.scope === 'head' ? [head] : upTo(headCount);
  return { before, after: { ...sentence, interventions: heldInterventions({ layer, heads, from }, held) } };
}

/** Fills the blank with the model's own row and with the changed one, and measures how far the vectors move. */
export async function editWeight(model: WeightModel, question: WeightQuestion): Promise<WeightView> {
  const { layer, head } = question;
  const tokens = (await model.tokens(question)).map(shown);
  const blank = blankOf(tokens, question.token);
  const asksForBlank = question.isOpening && tokens[blank]!.text === maskText;
  const from = asksForBlank ? blank : Math.min(question.token, tokens.length - 1);
  const weights = `attentions.${layer}`;
  const states = statesAfter(layer);
  const ask = (body: ReturnType<typeof requestsOf>['after'], names: readonly string[]) => {
    const { mask_tokens: maskTokens, interventions } = body;
    const change = { interventions, ...(maskTokens && { maskTokens }) };
    return Promise.all([model.trace(question, names, change), model.fill(fillBody(body, blank))]);
  };
  const calm = { question, tokens, blank, from, row: [] };
  const [whole, before] = await ask(requestsOf(calm).before, [weights, ...states]);
  const row = plainNumbers(traceRow(whole, weights, head, from));
  const place = { ...calm, row };
  const { after: body } = requestsOf(place);
  const [changed, after] = heldIn(row, question.setting).length === 0 ? [whole, before] : await ask(body, states);
  return {
    ...place,
    ...guesses(before, after),
    moved: states.map((name) => relativeChanges(whole, changed, name)),
  };
}

function guesses(before: readonly MaskCandidate[], after: readonly MaskCandidate[]): Pick<WeightView, 'rows' | 'best'> {
  const rows = guessRows(before, after);
  const rowOf = (list: readonly MaskCandidate[]) => rows.findIndex(({ id }) => id === list[0]!.id);
  return { rows, best: [rowOf(before), rowOf(after)] };
}

function shown({ text, start, end, type, special }: ShownToken): ShownToken {
  return { text, start, end, type, special };
}

/** The tokens as the model reads them, with the blank. */
export function readTokens({ tokens, blank }: Pick<WeightView, 'tokens' | 'blank'>): ShownToken[] {
  return tokens.map((token, at) => (at === blank ? { ...token, text: maskText, special: true } : token));
}

/** How the API names a weight of the row, in the first request or in the second, which has the change. */
export function weightName({ question: { layer, head }, from }: Place, key: number, request: 0 | 1): string {
  return `attentions@${request}.${layer}[${head}][${from}][${key}]`;
}

/** How the API names the move of a token's vector between the two requests. */
export function movedName(layer: number, token: number): string {
  const at = (request: 0 | 1) => `hidden_states@${request}.${layer}[${token}]`;
  return `|${at(1)} - ${at(0)}| / |${at(0)}|`;
}

/** Rows that are drawn one by one. */
const drawn = 16;

/** Indices of the tokens that are drawn, in their order: all, or those with most weight and the chosen one. */
export function drawnKeys(row: readonly number[], chosen: number): number[] {
  const ranked = upTo(row.length).sort((a, b) => row[b]! - row[a]!);
  const most = ranked.slice(0, drawn);
  const kept = most.includes(chosen) ? most : [...most.slice(0, -1), chosen];
  return kept.sort((a, b) => a - b);
}
