import { readFileSync } from 'node:fs';
import { limits } from '../../shared/api/limits.ts';
import type { Fidelity } from '../../shared/api/models/contract.ts';
import type { Bert } from '../../shared/model/bert.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import { closeness, type TextFidelity, textFidelity } from './attention-fidelity.ts';
import { deltaFidelity } from './delta-fidelity.ts';
import { fp32Forward, fp32Model, loadServedModel, type PlainModel, servedForward, storedModel } from './models.ts';
import { sweepFidelity } from './sweep-fidelity.ts';
import { vectorFidelity } from './vector-fidelity.ts';

type Kind = keyof Fidelity['by_text'];

interface MeasuredText {
  readonly kind: Kind;
  readonly text: string;
  readonly text_pair?: string;
}

/** What is measured on: passages by kind, and sentences for the vectors. */
export const measured: { readonly texts: readonly MeasuredText[]; readonly sentences: readonly string[] } = JSON.parse(
  readFileSync(new URL('texts.json', import.meta.url), 'utf8'),
);

/**
 * The served model against shared/bert on the fp32 weights in `folder`, over tools/fidelity/texts.json: every weight of
 * every layer and head, every token of the last hidden states.
 */
export async function measureFidelity(
  id: string,
  folder: string,
  log: (line: string) => void = () => {},
): Promise<Fidelity> {
  const bert = await loadServedModel(id);
  const model = fp32Model(folder);
  const [served, fp32] = [servedForward(bert), fp32Forward(model)];
  const found = new Map<Kind, TextFidelity[]>();
  for (const { kind, text, text_pair: textPair } of measured.texts) {
    const { tokens } = bert.truncate(limits.tokensPerText, text, textPair);
    const fidelity = textFidelity(await served(tokens), await fp32(tokens), tokens.length);
    found.set(kind, [...(found.get(kind) ?? []), fidelity]);
    log(`${id} ${kind} ${JSON.stringify(fidelity)}`);
  }
  return {
    ...closeness([...found.values()].flat()),
    by_text: Object.fromEntries([...found].map(([kind, texts]) => [kind, ofKind(texts)])) as Fidelity['by_text'],
    delta: await deltaFidelity(bert, comparedTexts(bert), served, fp32),
    ...(await sweepOf(bert, model)),
    vectors: await vectorFidelity(bert, measured.sentences, fp32),
  };
}

/** Of a model that predicts words: sweeps over the short texts that have a [MASK]. */
export async function sweepOf(bert: Bert, fp32: PlainModel): Promise<Pick<Fidelity, 'sweep'>> {
  if (!bert.outputNames.includes('logits')) return {};
  const blanks = measured.texts.filter(({ kind, text }) => kind === 'short' && text.includes('[MASK]'));
  const texts = blanks.map(({ text, text_pair: pair }) => bert.tokenize(text, pair));
  return { sweep: await sweepFidelity(bert, texts, fp32, await storedModel(bert.id)) };
}

/** The texts on which interventions are made: the first short ones that are no pairs. */
export function comparedTexts(bert: Bert): Token[][] {
  const single = measured.texts.filter(({ kind, text_pair }) => kind === 'short' && text_pair === undefined);
  return single.slice(0, 6).map(({ text }) => bert.tokenize(text));
}

function ofKind(texts: readonly TextFidelity[]): Fidelity['by_text'][Kind] {
  const lengths = texts.map(({ tokens }) => tokens);
  return { tokens: [Math.min(...lengths), Math.max(...lengths)], ...closeness(texts) };
}
