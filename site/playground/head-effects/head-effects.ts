import type { Token } from '../../../shared/tokenizer/token.ts';
import { ModelRefused } from '../../model/ask-model.ts';
import { fetchHeadSweep } from '../../model/fetch-head-sweep.ts';
import type { HeadSweep, HeadSweepQuestion } from '../../model/head-sweep.ts';
import type { Question } from '../answer.svelte.ts';
import type { Changes } from '../place.ts';
import { entryOf, notOneEntry } from '../words/followed-word.ts';
import { predictedPositions, type TokenizedSentence } from '../words/predictions.ts';

/** What a word owes to each head, and what was asked. */
export interface HeadEffects {
  readonly asked: HeadSweepQuestion;
  /** The tokens of the text as typed. */
  readonly typed: readonly Token[];
  readonly sweep: HeadSweep;
}

/**
 * The word of the playground's sentence whose heads are taken away: the followed one, else the model's best, at the first
 * blank or the chosen token. Of the changes only the masked tokens are made.
 */
export function effectsAsked(
  { text, pair, tokens }: TokenizedSentence,
  token: number,
  { masked }: Pick<Changes, 'masked'>,
  follow: string,
): HeadSweepQuestion {
  const positions = predictedPositions(tokens, masked, token);
  const position = positions.includes(token) ? token : positions[0]!;
  return { text, pair, masked, position, ...(follow && { word: follow }) };
}

/** @param onpart called with all that is known so far */
export function effectsQuestion(
  asked: HeadSweepQuestion,
  typed: readonly Token[],
  onpart: (known: HeadEffects) => void,
): Question<HeadEffects> {
  const effects = (sweep: HeadSweep) => ({ asked, typed, sweep });
  return {
    key: JSON.stringify(asked),
    ask: async (signal) => {
      const tell = (sweep: HeadSweep) => {
        if (!signal.aborted) onpart(effects(sweep));
      };
      try {
        const word = asked.word && (await entryOf(asked.word, signal));
        return effects(await fetchHeadSweep({ ...asked, word }, signal, tell));
      } catch (error) {
        if (!(error instanceof ModelRefused) || error.code !== 'unknown_target') throw error;
        throw new ModelRefused(notOneEntry(asked.word!, []));
      }
    },
  };
}
