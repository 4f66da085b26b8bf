/** The two ends of a relation of Universal Dependencies, in words that follow "from" and "to". */
export interface RelationWords {
  readonly dependent: string;
  readonly head: string;
}

/** https://universaldependencies.org/u/dep/ */
const known: Readonly<Record<string, RelationWords>> = {
  acl: { dependent: 'a clause that describes a noun', head: 'the noun' },
  'acl:relcl': { dependent: 'the verb of a relative clause', head: 'the noun that it describes' },
  advcl: { dependent: 'the verb of an adverbial clause', head: 'the verb that it modifies' },
  advmod: { dependent: 'an adverb', head: 'the word that it modifies' },
  amod: { dependent: 'an adjective', head: 'its noun' },
  appos: { dependent: 'an apposition', head: 'the noun that it explains' },
  aux: { dependent: 'an auxiliary', head: 'its verb' },
  'aux:pass': { dependent: 'a passive auxiliary', head: 'its verb' },
  case: { dependent: 'a preposition or ’s', head: 'its noun' },
  cc: { dependent: 'a conjunction', head: 'the part that it adds' },
  ccomp: { dependent: 'the verb of a clause that is said or thought', head: 'the verb of saying or thinking' },
  compound: { dependent: 'the first part of a compound', head: 'its last part' },
  'compound:prt': { dependent: 'a particle', head: 'its verb' },
  conj: { dependent: 'a later part of a list', head: 'its first part' },
  cop: { dependent: 'a form of be', head: 'what something is said to be' },
  csubj: { dependent: 'a clause that is a subject', head: 'its verb' },
  det: { dependent: 'a determiner', head: 'its noun' },
  expl: { dependent: 'an empty it or there', head: 'its verb' },
  fixed: { dependent: 'a later word of a fixed phrase', head: 'its first word' },
  flat: { dependent: 'a later part of a name', head: 'its first part' },
  iobj: { dependent: 'an indirect object', head: 'its verb' },
  mark: { dependent: 'a word that opens a clause', head: 'the verb of the clause' },
  nmod: { dependent: 'a noun that modifies a noun', head: 'the noun that it modifies' },
  'nmod:desc': { dependent: 'a title', head: 'the name' },
  'nmod:poss': { dependent: 'a possessor', head: 'what is possessed' },
  'nmod:unmarked': { dependent: 'a noun that modifies without a preposition', head: 'the noun that it modifies' },
  nsubj: { dependent: 'a subject', head: 'its verb' },
  'nsubj:pass': { dependent: 'the subject of a passive', head: 'its verb' },
  nummod: { dependent: 'a number', head: 'the noun that it counts' },
  obj: { dependent: 'an object', head: 'its verb' },
  obl: { dependent: 'a noun after a preposition', head: 'the verb that it modifies' },
  'obl:unmarked': { dependent: 'a noun of time or measure', head: 'the verb that it modifies' },
  parataxis: { dependent: 'a clause beside another', head: 'the main verb' },
  punct: { dependent: 'a punctuation mark', head: 'the word on which it depends' },
  xcomp: { dependent: 'a verb without a subject of its own', head: 'the verb that governs it' },
};

/** The ends of a relation; of one that has no words here, its label. */
export function relationWords(relation: string): RelationWords {
  return known[relation] ?? { dependent: `the dependent of ${relation}`, head: 'its head' };
}
