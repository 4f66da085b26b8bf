import { percentDigits } from '../../../figures/marks/number/number-format.ts';
import { plainWords, prose } from '../../../figures/marks/prose/prose.ts';
import { traceRow } from '../../../model/trace.ts';
import { shuffled } from '../../random.ts';
import type { KnownHead, SpelledRelation } from '../known-heads.ts';
import { rankedTokens } from '../options.ts';
import type { Asked, QuestionKind } from '../question.ts';
import { firstMade, hasLead, nameOf, ranked, type Sentence, wordTokens } from '../sentence.ts';

interface Spelled {
  /** The words that are the dependent of such a relation, whatever the sentence. */
  readonly dependents: readonly string[];
  readonly words: string;
}

const spelled: Readonly<Record<SpelledRelation, Spelled>> = {
  det: { dependents: ['the', 'a', 'an', 'every', 'each'], words: 'the noun of a determiner (the, a, each)' },
  case: {
    dependents: ['of', 'in', 'on', 'at', 'from', 'with', 'by', 'into', 'under', 'through', 'between', 'against'],
    words: 'the noun of a preposition (of, in, on)',
  },
  'nmod:poss': {
    dependents: ['my', 'your', 'its', 'their', 'our'],
    words: 'what is possessed from the word that says by whom (my, its, their)',
  },
};

/** "Head 8-11 finds the noun of a determiner in 95 % of cases. Which token gets most of the weight of *the* here?" */
export const findsRelation: QuestionKind = {
  name: 'finds-relation',
  concept: 'heads',
  card: 'heads-roles',
  tensors: (layer) => [`attentions.${layer}`],
  ask: (sentence, layer, random) => {
    const heads = (sentence.heads ?? []).filter((one) => one.layer === layer);
    const found = heads.flatMap((known) => known.relations.map((relation) => ({ known, relation })));
    const places = shuffled(found, random).flatMap(({ known, relation }) =>
      shuffled(wordTokens(sentence.trace), random)
        .filter((token) => spelled[relation.relation].dependents.includes(sentence.trace.tokens[token]!.text))
        .map((token) => ({ known, relation, token })),
    );
    return firstMade(places, ({ known, relation, token }) => askOf(sentence, known, relation, token));
  },
};

function askOf(
  sentence: Sentence,
  { layer, head }: KnownHead,
  { relation, accuracy, count, baseline }: KnownHead['relations'][number],
  token: number,
): Asked | undefined {
  const row = traceRow(sentence.trace, `attentions.${layer}`, head, token);
  const words = new Set(wordTokens(sentence.trace));
  const best = ranked(row).filter(({ index }) => words.has(index) && index !== token);
  // The measure, too, leaves [CLS], [SEP] and the word itself out.
  if (!hasLead(best, 2)) return undefined;
  const tensor = (index: number) => `attentions.${layer}[${head}][${token}][${index}]`;
  const options = rankedTokens(sentence, best, ({ index, value }) => ({ value, tensor: tensor(index) }));
  if (!options) return undefined;
  const name = nameOf(sentence, token);
  const [found, rule] = [percentDigits(accuracy), percentDigits(baseline.accuracy)].map(plainWords);
  return {
    chapter: 'heads',
    place: { layer, head, token },
    prompt: prose`Layer ${layer + 1}, head ${head + 1} finds ${plainWords(spelled[relation].words)} in ${found!} of ${count} cases. Of the other words, which one gets most of the weight of ${name} here?`,
    from: prose`Which word does ${name} belong to? It is right in ${found!} of cases; always the same distance would be in ${rule!}.`,
    options,
    explanation: prose`${nameOf(sentence, best[0]!.index)} gets ${options[0]!.measured[0]!}, the next of the words ${options[1]!.measured[0]!}. What else the row has goes to [CLS], [SEP] and marks.`,
  };
}
