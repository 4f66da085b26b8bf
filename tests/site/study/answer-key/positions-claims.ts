import { cosine } from '../../../../shared/analysis/cosine.ts';
import { shuffledSentences } from '../../../../site/figures/word-order/sentences.ts';
import { blanksBefore, type Order, textOf } from '../../../../site/figures/word-order/word-order.ts';
import { readPositionLikeness } from '../../../../site/first-paint/position-table.ts';
import { presetFillMask } from '../../../../site/first-paint/preset-trace.ts';
import { type Claim, fact, number } from './claims.ts';

const sentence = shuffledSentences[0]!;

async function best(order: Order) {
  const masks = await presetFillMask({ text: textOf(sentence, order), pair: '' }, 1);
  return masks[blanksBefore(sentence, order)]!.candidates[0]!;
}

/** Of the chapter that shuffles words, and of the table of positions. */
export async function claimsOfPositions(): Promise<Claim[]> {
  const [straight, swapped] = await Promise.all(sentence.orders.slice(0, 2).map(best));
  const { size, cosines } = await readPositionLikeness();
  const like = (one: number, other: number) => cosines[one * size + other]!;
  const nearest = (one: number) =>
    Array.from({ length: size }, (_, other) => other)
      .filter((other) => other !== one)
      .sort((a, b) => like(one, b) - like(one, a));
  const seams = Array.from({ length: size - 80 }, (_, at) => at + 40).map((place) => {
    const { before, after } = aroundPlace(cosines, size, place);
    return { place, goesOn: cosine(before, after) };
  });
  const isAtSeam = ({ place }: { place: number }) => Math.abs(place - 128) <= 3;
  return [
    fact('puts *arrest*, with 0.267', straight!.token === 'arrest', straight),
    number('with 0.267', straight!.probability),
    fact('puts *called*, with 0.314', swapped!.token === 'called', swapped),
    number('with 0.314', swapped!.probability),
    fact(
      'Position 100 is most like 99, then 97 and 101',
      nearest(100).slice(0, 3).join() === '99,97,101',
      nearest(100),
    ),
    fact('Position 0 is like no other', like(0, nearest(0)[0]!) < 0.15, like(0, nearest(0)[0]!)),
    fact(
      'there is a seam near position 128',
      seams.every((one) => isAtSeam(one) || one.goesOn > 0.4) && seams.some((one) => isAtSeam(one) && one.goesOn < 0.1),
      seams.toSorted((a, b) => a.goesOn - b.goesOn).slice(0, 9),
    ),
  ];
}

/** How the four places before one and the four from it on are like all that are far from them: alike where the pattern goes on. */
function aroundPlace(cosines: Float32Array, size: number, place: number) {
  const far = Array.from({ length: size }, (_, other) => other).filter((other) => Math.abs(other - place) > 24);
  const profile = (from: number) =>
    Float32Array.from(far, (other) => [0, 1, 2, 3].reduce((sum, at) => sum + cosines[other * size + from + at]!, 0));
  return { before: profile(place - 4), after: profile(place) };
}
