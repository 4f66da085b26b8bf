import { type Contradiction, denied } from './contradiction.ts';

/** What is said wrongly of tokens, embeddings, positions and how things are counted. */
export const inputContradictions: readonly Contradiction[] = [
  {
    wrong: /\bBERT\b[^.]*\b(sine|cosine waves|sinusoid)/i,
    unless: /\b(not|original|first|2017|learned)\b/i,
    instead: "BERT's 512 position vectors are learned",
    bad: "BERT's positions are sine and cosine waves.",
    good: 'The first Transformer used sine and cosine waves; BERT learned its vectors, not computed.',
  },
  {
    wrong: /\b(byte-pair|BPE)\b/i,
    unless: /\b(GPT|not|no)\b/i,
    instead: 'WordPiece takes the longest piece that fits',
    bad: 'BERT cuts words with byte-pair encoding.',
    good: 'GPT models use byte-pair encoding.',
  },
  {
    wrong: /\b(each|every|one) (component|dimension|number)s?\b[^.]*\b(means(?! over)|stands for|encodes)\b/i,
    unless: denied,
    instead: 'meaning lies in directions across many components',
    bad: 'Each component stands for one feature.',
    good: 'Hardly ever does one component by itself mean anything: each component means little, not one feature.',
  },
  {
    wrong:
      /\b(tokens?|components?|units?)\b[^.;]*\bcounts?(ed)? from (1|one)\b|\btokens?\b[^.;]*\bcounts?(ed)? from 0\b[^.]*\bthey count from (1|one)\b/i,
    unless: /\btokens?,? (and )?components?[^.;]* from 0\b/i,
    instead: 'layers and heads count from 1 on screen, tokens, components and units from 0',
    bad: 'Layers, heads and tokens count from 0 here; on the pages they count from 1.',
    good: 'Layers and heads count from 1, tokens and components from 0.',
  },
  {
    wrong:
      /\b(ids?|numbers?)\b[^.]*\b(the only thing|all that|everything|nothing but)\b[^.]*\b(model|BERT)\b[^.]*\b(sees?|told|gets?|knows?)\b|\b(the only thing|all that|everything)\b[^.]*\b(model|BERT) (is told|sees|gets|knows)\b/i,
    unless: /\b(segments?|added later|are added)\b/i,
    instead: 'the model is also told the place and the segment of a token',
    bad: 'The id is the only thing the model is told about a token.',
    good: 'The id is all that the model sees of the word; its place and segment are added.',
  },
  {
    wrong:
      /\bUNK\b[^.]*\b(rare|never|seldom|hardly)\b|\b(nearly|almost|hardly) (nothing|anything) (is|gets|goes) lost\b|\bno information (is|gets) lost\b/i,
    unless: /\b(English|capitals|accents)\b/i,
    instead: 'every emoji is [UNK], and capitals and accents are lost',
    bad: 'A word becomes `[UNK]` only rarely, and nearly nothing is lost.',
    good: 'In English text `[UNK]` is rare; capitals and accents are lost.',
  },
  {
    wrong:
      /\b(no|none|not one)\b( single)?( one)?( of)?[^.]{0,20}\b(components?|dimensions?|768 numbers)\b[^.]*\b(meaning|names?|named|means? anything)\b|\bno single one has a (name|meaning)\b|\bnothing that could be named\b/i,
    unless: /\b(hardly|few|outliers?)\b/i,
    instead: 'hardly any component has a meaning of its own; a few large ones have known roles',
    bad: 'No component has a meaning of its own.',
    good: 'Hardly any component has a meaning of its own, no list of named components fits.',
  },
  {
    wrong: /\b(openings?|beginnings?|first words?)\b[^.]*\bmatter more\b/i,
    unless: denied,
    instead: 'that openings matter more has no source here',
    bad: 'Openings of texts do matter more often than endings.',
    good: 'That openings matter more is not shown here.',
  },
];
