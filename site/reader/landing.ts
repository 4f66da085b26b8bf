import type { Find } from '../../shared/analysis/what-stands-out.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import type { ReaderPlace, Sentence } from '../model/reader-place.ts';
import { presetOf } from './presets.ts';

/** What stands out in a sentence: best first, three at most. */
export interface SentenceFinds extends Sentence {
  /** None where the text is too long to be looked at. */
  readonly tokens: readonly Pick<Token, 'text' | 'special'>[];
  readonly finds: readonly Find[];
  /** Tokens of the longest text that is looked at. */
  readonly longest: number;
}

/** Where in a sentence the figures stand. */
export type Landing = Pick<ReaderPlace, 'layer' | 'head' | 'token'>;

interface Known {
  /** Whether an address, a link or a button says where in the sentence to go. */
  readonly isNamed: boolean;
  /** Whether the reader has picked a layer and head on this page, and so wants to see that one. */
  readonly isPicked: boolean;
}

/** Where the figures go at once, if anywhere, and whether they go to the best find as soon as it is known. */
export interface Opening {
  readonly at?: Landing;
  readonly lands: boolean;
}

/**
 * How a sentence opens: where it is said; else in the head that the reader has picked; else, for one of the site's own
 * sentences, at the place that was chosen for it; else on what stands out most.
 */
export function openingOf(sentence: Sentence, { isNamed, isPicked }: Known): Opening {
  if (isNamed || isPicked) return { lands: false };
  const preset = presetOf(sentence);
  if (!preset) return { lands: true };
  const { layer, head, token } = preset;
  return { at: { layer, head, token }, lands: false };
}

/** The row that shows a find; undefined where nothing stands out: then the figures stay where they are. */
export function landingOn({ finds: [best] }: Pick<SentenceFinds, 'finds'>): Landing | undefined {
  return best && { layer: best.layer, head: best.head, token: best.from };
}

/** Whether a fragment says where in its sentence to go, not only which sentence. */
export function namesPlace(fragment: string): boolean {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  return ['layer', 'head', 'token'].some((name) => fields.has(name)) || !fields.get('text');
}
