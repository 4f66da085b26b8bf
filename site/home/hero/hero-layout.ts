import { columnCentres, type FlowShape, type FlowToken } from '../../figures/marks/flow/flow-layout.ts';
import { mix } from './flow.ts';

/** Pixels between two words of the phone's drawing. */
const row = 28;

type Tokens = readonly Omit<FlowToken, 'centre'>[];

/**
 * The drawing has two shapes: words side by side where there is room, below each other on a phone. Until the scripts
 * run, both are in the page and CSS hides one.
 */
export function heroShapes(slots: number): readonly [wide: FlowShape, narrow: FlowShape] {
  return [
    { direction: 'down', start: 4, pitch: 37, scale: 44, width: 1200, height: 450 },
    { direction: 'right', start: 84, pitch: 21, scale: 30, width: 340, height: row * (slots + 0.5) },
  ];
}

/**
 * Side by side, both sentences share the columns of what they have in common; a word that differs moves with the
 * switch, `turned` from 0, the first sentence, to 1, the second.
 */
export function placeTokens(
  sentences: readonly [Tokens, Tokens],
  shown: 0 | 1,
  turned: number,
  { direction, width }: FlowShape,
): FlowToken[] {
  const [first, second] = sentences.map((tokens) =>
    columnCentres(
      tokens.map(({ text }) => text),
      40,
      width,
    ),
  );
  return sentences[shown].map((token, slot) => ({
    ...token,
    centre: direction === 'right' ? row * (slot + 1) : mix(first![slot]!, second![slot]!, turned),
  }));
}
