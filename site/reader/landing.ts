import type { Find } from '../../shared/analysis/what-stands-out.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import type { ReaderPlace, Sentence } from '../model/reader-place.ts';
import { presetOf } from './presets.ts';

/** What stands out in a sentence: best first, three at most. */
export interface SentenceFinds extends Sentence {
  /** Empty where the text is too long to be looked at. */
  readonly tokens: readonly Pick<Token, 'text' | 'special'>[];
  readonly finds: readonly Find[];
  /** Tokens of the longest text that is looked at. */
  readonly longest: number;
}

/** The part of a place that says where in a sentence the figures are. */
export type Landing = Pick<ReaderPlace, 'layer' | 'head' | 'token'>;

interface Known {
  /** Whether an address, a link or a button names a place in the sentence. */
  readonly isNamed: boolean;
  /** Whether the reader has picked a layer and head on this page, and so wants to keep them. */
  readonly isPicked: boolean;
}

/** Where the figures go at once, if anywhere, and whether they go on to the best find as soon as it is known. */
export interface Opening {
  readonly at?: Landing;
  readonly lands: boolean;
}

/**
 * Where a sentence opens: at the named place; else in the head that the reader has picked; else, for one of the site's
 * own sentences, at the place chosen for it; else at what stands out most.
 */
export function openingOf(sentence: Sentence, { isNamed, isPicked }: Known): Opening {
  if (isNamed || isPicked) return { lands: false };
  const preset = presetOf(sentence);
  if (!preset) return { lands: true };
  const { layer, head, token } = preset;
  return { at: { layer, head, token }, lands: false };
}

/** The row that shows the best find. Undefined where nothing stands out: the figures then stay where they are. */
export function landingOn({ finds: [best] }: Pick<SentenceFinds, 'finds'>): Landing | undefined {
  return best && { layer: best.layer, head: best.head, token: best.from };
}

/** Whether a fragment names a place in its sentence, and not only the sentence. */
export function namesPlace(fragment: string): boolean {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  return ['layer', 'head', 'token'].some((name) => fields.has(name)) || !fields.get('text');
}
