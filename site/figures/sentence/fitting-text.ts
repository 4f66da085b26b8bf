import { type Texts, truncateTexts } from '../../../shared/tokenizer/truncation.ts';
import { maxTokens } from '../../lib/answer-size.ts';
import type { ReaderPlace } from '../../lib/fragment.ts';
import type { TextTooLong } from '../../lib/token-count.ts';

type Sentence = Pick<ReaderPlace, 'text' | 'pair'>;

/** The beginning of a text that the model can read, of the longer one of two first. */
export function fittingText({ sentence, tokens }: Pick<TextTooLong, 'sentence' | 'tokens'>): Sentence {
  const { text, pair } = sentence;
  const texts: Texts = pair ? { text, textPair: pair } : { text };
  const fitting = truncateTexts(texts, tokens, maxTokens);
  return { text: fitting.text.trim(), pair: (fitting.textPair ?? '').trim() };
}

/** Which tokens are beyond it: [tokens]. */
export function beyondLimit(tooLong: Pick<TextTooLong, 'sentence' | 'tokens'>): boolean[] {
  const { text, pair } = fittingText(tooLong);
  const ends = [text.length, pair.length];
  return tooLong.tokens.map(({ special, type, end }) => !special && end > ends[type]!);
}
