import { upTo } from '../../model/attention-file.ts';
import type { HeadSweep } from '../../model/head-sweep.ts';
import { headCount, layerCount } from '../../model/reader-place.ts';
import { plainNumbers, type Trace, traceRow } from '../../model/trace.ts';
import { ordersOf } from './head-orders.ts';
import type { BlankedSentence, HeadReading, SweepView } from './weight-and-effect.ts';

/** The model that answers: the API in the browser, the engine while the site is built. */
export interface SweepModel {
  /** The named tensors of the sentence with its blank. */
  trace(question: BlankedSentence, names: readonly string[]): Promise<Trace>;
  /** Tells of each head as soon as something is known of it. */
  sweep(question: BlankedSentence, onpart?: (sweep: HeadSweep) => void): Promise<HeadSweep>;
}

const layers = upTo(layerCount);
const names = layers.flatMap((layer) => [`attentions.${layer}`, `attention_norms.${layer}`]);

/**
 * Measures every head: where it looks, and what the model's word for the blank owes to it.
 * @param onpart called with all that is known so far
 * @throws as the model does
 */
export async function sweepHeads(
  model: SweepModel,
  question: BlankedSentence,
  onpart?: (view: SweepView) => void,
): Promise<SweepView> {
  const trace = await model.trace(question, names);
  const viewOf = viewsOf(trace, question);
  return viewOf(await model.sweep(question, onpart && ((part) => onpart(viewOf(part)))));
}

/** What does not change while heads become known is computed once. */
function viewsOf(trace: Trace, question: BlankedSentence): (sweep: HeadSweep) => SweepView {
  const { blank } = question;
  const leftOut = trace.tokens.flatMap(({ special }, at) => (special || at === blank ? [at] : []));
  const tokens = trace.tokens.map(({ text }) => text);
  const looks = layers.flatMap((layer) => upTo(headCount).map((head) => lookOf(trace, layer, head, blank, leftOut)));
  return ({ word: { token: word, id, logProbability }, changes }) => {
    const heads = looks.flatMap((look, at) => (Number.isNaN(changes[at]) ? [] : [{ ...look, change: changes[at]! }]));
    return { question, tokens, leftOut, word, id, logProbability, heads, ...ordersOf(heads) };
  };
}

function lookOf(
  trace: Trace,
  layer: number,
  head: number,
  blank: number,
  leftOut: readonly number[],
): Omit<HeadReading, 'change'> {
  const toOthers = (name: string) => {
    const row = traceRow(trace, `${name}.${layer}`, head, blank);
    return row.reduce((sum, value, at) => sum + (leftOut.includes(at) ? 0 : value), 0);
  };
  const [weight, length] = plainNumbers([toOthers('attentions'), toOthers('attention_norms')]);
  const row = Array.from(traceRow(trace, `attentions.${layer}`, head, blank), (value) => Number(value.toFixed(3)));
  return { layer, head, weight: weight!, length: length!, row };
}
