import type { Atlas } from '../../../shared/atlas/atlas.ts';
import { type HeadWords, headWords } from '../../../shared/atlas/head-words.ts';
import { cellDigits, shareDigits } from '../../figures/marks/number/number-format.ts';
import { findingText } from '../finding-words.ts';

/** What is said of a head, and with which numbers. */
export interface HeadSaid {
  readonly words: string;
  readonly numbers: string;
}

/** The words of the rules as a line each, with the numbers that allow them. */
export function headSaid(words: readonly HeadWords[]): HeadSaid[] {
  return words.map((one) => ({
    words: capital(one.words),
    numbers: one.kind === 'relation' ? `right in ${findingText(one)}` : habitNumbers(one),
  }));
}

function habitNumbers({ measure, mean }: Extract<HeadWords, { kind: 'habit' }>): string {
  if (measure === 'entropy_bits') return `${cellDigits(mean)} bits of entropy, mean over all tokens`;
  return `gets ${shareDigits(mean)} of its weight, mean over all tokens`;
}

/** In how many heads no rule finds anything. */
export function namelessCount(atlas: Atlas): number {
  return atlas.examples.flatMap((heads, layer) => heads.filter((_, head) => headWords(atlas, layer, head).length === 0))
    .length;
}

/** One or two sentences for search results. */
export function headDescription(name: string, words: readonly HeadWords[], sentences: number): string {
  const said = headSaid(words)[0];
  const first = said ? `${said.words}: ${said.numbers}.` : 'No rule gives it a name.';
  return `Head ${name} of BERT, measured over ${sentences.toLocaleString('en')} annotated sentences. ${first}`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
