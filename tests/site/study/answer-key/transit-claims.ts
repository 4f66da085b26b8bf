import { lostFrom, transitOfWord, wordQuestions } from '../../../../site/figures/transit-map/transit-map.ts';
import {
  baselineText,
  measureBaseline,
  stateNames,
  wordInContext,
} from '../../../../site/figures/two-sentences/two-sentences.ts';
import { presetTensors } from '../../../../site/first-paint/preset-trace.ts';
import { layerCount } from '../../../../site/model/reader-place.ts';
import { type Claim, fact } from './claims.ts';

/** Of the chapter that follows a word through the layers in two sentences. */
export async function claimsOfTransit(): Promise<Claim[]> {
  const read = (text: string) => presetTensors({ text, pair: '' }, stateNames);
  const baseline = measureBaseline(await read(baselineText), baselineText);
  const ways = async (word: string) => {
    const question = wordQuestions.find((one) => one.word === word)!;
    const [first, second, third] = question.texts;
    return transitOfWord(
      wordInContext([await read(first), await read(second), await read(third)], question, baseline),
      baseline,
    );
  };
  const [bank, match, paris] = [await ways('bank'), await ways('match'), await ways('paris')];
  const end = (line: { values: readonly number[] }) => line.values[layerCount]!;
  const most = Math.max(...bank.below.values);
  return [
    fact(
      'moves away within four or five layers',
      bank.below.values[4]! > 0.8 * most && Math.max(...bank.above.values) < bank.below.values[4]!,
      bank,
    ),
    fact('The two banks with money stay close', Math.max(...bank.above.values) < 0.5 * most, bank),
    fact(
      'With *match* the two senses end further apart than any two words are',
      lostFrom(match.below, match.any)! < 12,
      match,
    ),
    fact('further from the city in another than from Paris Hilton', end(paris.above) > end(paris.below), paris),
  ];
}
