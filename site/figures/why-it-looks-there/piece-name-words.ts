import { attributionSources } from '../../../shared/analysis/score-attribution.ts';
import { headCount } from '../../model/reader-place.ts';
import { expressionWords, type NameWords, type NumbersAbout, referencesIn } from '../export/name-words.ts';
import { sourceWords } from './pieces.ts';
import { type Kind, sourceKinds } from './source-kinds.ts';

const kindWords: Readonly<Record<Kind, string>> = {
  word: 'word',
  position: 'place',
  head: 'heads',
  feed_forward: 'feed-forward',
  constant: 'always',
};

/**
 * The words of a piece of a score, as `splitNames` names it: by kinds of sources on both sides, or by one source and a
 * kind. Undefined for any other name.
 */
export function pieceNameWords(name: string, about: NumbersAbout): NameWords | undefined {
  const found = /^(kinds\((?:transpose\((?:kinds\()?)?)(score_attribution\.\w+[[\]\d]+)\)+\[(\d+)\]\[(\d+)\]$/.exec(
    name,
  );
  if (!found) return undefined;
  const [, form, terms, first, second] = found;
  const { layer = 0 } = referencesIn(terms!)[0]?.at ?? {};
  const kind = (index: string | undefined) => kindWords[sourceKinds[Number(index)]!];
  const source = (index: string | undefined) => sourceWords(attributionSources(layer, headCount)[Number(index)]!);
  const sides: readonly [query: string, key: string] =
    form === 'kinds('
      ? [kind(first), source(second)]
      : [form!.endsWith('kinds(') ? kind(second) : source(second), kind(first)];
  return { ...expressionWords(terms!, about), 'part of the query': sides[0], 'part of the key': sides[1] };
}
