import { type Measured, prose } from '../../figures/marks/prose/prose.ts';
import {
  baselineText,
  contextName,
  firstWordQuestion,
  measureBaseline,
  requestsOf,
  stateNames,
  wordInContext,
} from '../../figures/two-sentences/two-sentences.ts';
import { presetTensors } from '../../first-paint/preset-trace.ts';
import type { NoteView } from './note-view.ts';

const shownLayers = [0, 1, 3, 6, 9, 12];

/**
 * Note 2: how far the vectors of one word part in two senses, and stay together in one. Computed while the site is
 * built.
 */
export async function bankDrift(): Promise<Omit<NoteView, 'chapter'>> {
  const read = (text: string) => presetTensors({ text, pair: '' }, stateNames);
  const baseline = measureBaseline(await read(baselineText), baselineText);
  const [first, second, third] = firstWordQuestion.texts;
  const { all, places } = wordInContext(
    [await read(first), await read(second), await read(third)],
    firstWordQuestion,
    baseline,
  );
  const request = requestsOf(firstWordQuestion, baseline);
  const cosine = (values: readonly number[], layer: number, text: 1 | 2): Measured => ({
    value: values[layer]!,
    tensor: contextName(layer, places, text, []),
    request,
  });
  return {
    lead: prose`One word, three sentences. “${first}” against “${second}” and against “${third}”: the cosine of the two vectors of ${'bank'}, which at the input differ by their positions only.`,
    columns: ['after layer', 'the river', 'the rates'],
    rows: shownLayers.map((layer) => ({
      label: prose`${layer === 0 ? 'input' : String(layer)}`,
      cells: [
        { number: cosine(all.second, layer, 1), bar: 'positive' },
        { number: cosine(all.third, layer, 2), bar: 'positive' },
      ],
    })),
  };
}
