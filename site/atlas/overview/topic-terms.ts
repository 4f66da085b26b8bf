import { relationWords } from '../../../shared/atlas/relation-words.ts';
import type { Kind } from './head-kinds.ts';
import { type PlainMeasure, plainMeasures } from './measures.ts';

/** What a question may be about, `obj`, `measure sep` or `kind relation`, by one name. */
export type TopicName = string;

/** Further words for relations, as readers and grammars say them. */
const relationSynonyms: Readonly<Record<string, readonly string[]>> = {
  acl: ['clausal modifier', 'participle'],
  'acl:relcl': ['relative clause', 'who', 'which'],
  advcl: ['adverbial clause', 'because', 'when'],
  advmod: ['adverbial modifier'],
  amod: ['adjectival modifier', 'attribute'],
  appos: ['appositive'],
  aux: ['auxiliary verb', 'modal', 'will', 'have'],
  'aux:pass': ['passive', 'passive voice', 'was', 'been'],
  case: ['preposition', 'adposition', 'of', 'in', 'possessive ’s'],
  cc: ['coordinator', 'coordinating conjunction', 'and', 'or', 'but'],
  ccomp: ['clausal complement', 'that clause', 'said'],
  compound: ['compound', 'noun compound', 'nn'],
  'compound:prt': ['phrasal verb', 'prt', 'verb particle'],
  conj: ['conjunct', 'coordination', 'list'],
  cop: ['copula', 'is', 'be'],
  csubj: ['clausal subject'],
  det: ['article', 'the', 'a'],
  expl: ['expletive', 'there'],
  fixed: ['fixed expression', 'multiword expression'],
  flat: ['name', 'surname'],
  iobj: ['dative'],
  mark: ['subordinating conjunction', 'complementizer', 'to', 'that'],
  nmod: ['nominal modifier'],
  'nmod:poss': ['possessive', 'possession', 'genitive', 'his', 'her', 'its'],
  nsubj: ['nominal subject', 'who does it'],
  'nsubj:pass': ['passive', 'passive subject'],
  nummod: ['numeral', 'numeric modifier'],
  obj: ['direct object', 'dobj', 'accusative'],
  obl: ['oblique', 'prepositional phrase', 'adjunct'],
  parataxis: ['quotation'],
  punct: ['punctuation', 'comma', 'period', 'full stop', 'quote'],
  xcomp: ['open complement', 'infinitive'],
};

const measureSynonyms: Readonly<Partial<Record<PlainMeasure, readonly string[]>>> = {
  sep: ['separator', '[SEP]', 'sep', 'special token', 'nothing to do'],
  cls: ['[CLS]', 'cls', 'first token', 'special token'],
  punctuation: ['punctuation', 'comma', 'period', 'full stop', 'dot'],
  previous: ['previous token', 'previous', 'token before', 'word before', 'last token', 'left neighbour', 'neighbour'],
  next: ['next token', 'next', 'token after', 'word after', 'following token', 'right neighbour', 'neighbour'],
  self: ['itself', 'token itself', 'self', 'diagonal', 'neighbour'],
  norm_sep: ['norm-weighted [SEP]', 'length from separator'],
  norm_cls: ['norm-weighted [CLS]'],
  norm_punctuation: ['norm-weighted punctuation', 'length from comma'],
  norm_previous: ['norm-weighted previous'],
  norm_next: ['norm-weighted next'],
  norm_self: ['norm-weighted itself'],
  entropy_bits: ['entropy', 'spread', 'broad', 'uniform', 'bag of words', 'whole sentence'],
  confidence: ['confidence', 'largest weight', 'sure', 'sharp', 'one token'],
  distance: ['distance', 'far', 'long range'],
  removal: ['removal', 'knocked out', 'ablation', 'taken away', 'effect', 'important'],
  removal_size: ['size of the effect'],
};

const kindTerms: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  relation: ['grammar', 'relation', 'syntax', 'grammatical relation', 'dependency'],
  none: ['nothing', 'unknown', 'no words', 'unexplained'],
};

/** Words that find something, separated by `|`, by topic: the ends of relations, their labels, habits, and synonyms. */
export function topicTerms(relations: readonly string[]): Readonly<Record<TopicName, string>> {
  const ofRelations = relations.map((relation) => [relation, relationTerms(relation)] as const);
  const ofMeasures = Object.entries(plainMeasures).map(
    ([measure, { words }]) =>
      [`measure ${measure}`, [words, ...(measureSynonyms[measure as PlainMeasure] ?? [])]] as const,
  );
  const ofKinds = Object.entries(kindTerms).map(([kind, terms]) => [`kind ${kind}`, terms] as const);
  return Object.fromEntries(
    [...ofRelations, ...ofMeasures, ...ofKinds].map(([name, terms]) => [name, [...new Set(terms)].join('|')]),
  );
}

function relationTerms(relation: string): string[] {
  const [label, kind] = relation.split(':');
  const dependent = relationWords(relation).dependent.replace(/^(a|an|the) /, '');
  return [relation, ...(kind && label ? [kind] : []), dependent, ...(relationSynonyms[relation] ?? [])];
}
