/** A claim that the answer key says is wrong. */
export interface Contradiction {
  readonly wrong: RegExp;
  /** Words in the same sentence, before or after it, by which a text denies the claim or says of whom it is true. */
  readonly unless: RegExp;
  /** What the key says. */
  readonly instead: string;
  /** A sentence that must be caught, and one that must not. */
  readonly bad: string;
  readonly good: string;
}

const denied = /\b(not|no|nor|never|seldom|hardly|cannot|mistake|wrong|tempting|wrongly|isn't|doesn't)\b/i;

export const contradictions: readonly Contradiction[] = [
  {
    wrong: /weakly related tokens?.*(stay|remain|keep|nearly|identical)/i,
    unless: /\b(notes (often )?(say|have)|wrong|not)\b/i,
    instead: 'the residual path keeps a token itself, not weak relations',
    bad: 'Weakly related tokens stay nearly identical to their input.',
    good: 'What keeps a token is not that weakly related tokens stay nearly identical.',
  },
  {
    wrong:
      /(linear combinations?|mixtures?|weighted (sums?|averages?)) of (all |the )*(input|token)?s? ?(embeddings|vectors)/i,
    unless: /\b(not|no|nor|never|of the values?)\b/i,
    instead: 'a head mixes value vectors, not inputs',
    bad: 'The output is a linear combination of the input embeddings.',
    good: 'It is a linear combination of the value vectors, not of the inputs.',
  },
  {
    wrong: /\bBERT\b[^.]*\b(sine|cosine waves|sinusoid)/i,
    unless: /\b(not|original|first|2017|learned)\b/i,
    instead: "BERT's 512 position vectors are learned",
    bad: "BERT's positions are sine and cosine waves.",
    good: 'The first Transformer used sine and cosine waves; BERT learned its vectors, not computed.',
  },
  {
    wrong:
      /(attention|weights?)( weights?)? (is|are|shows?|means?|equals?|measures?) [^.]*\b(importance|important|an? explanation|the reasons?)\b/i,
    unless: denied,
    instead: 'a large weight is not by itself an explanation',
    bad: 'Attention weights show how important each word is.',
    good: 'A large attention weight is not by itself an explanation.',
  },
  {
    wrong: /\b(cut|sliced|split|divided) into (12|twelve)\b/i,
    unless: denied,
    instead: 'each head projects all 768 numbers',
    bad: 'The vector is cut into 12 parts, one for each head.',
    good: 'The vector is not cut into 12 parts.',
  },
  {
    wrong: /\bcolumns?\b[^.]*\bsums? to (1|one)\b/i,
    unless: /\b(not|rows?|need|nothing)\b/i,
    instead: 'rows sum to 1, columns need not',
    bad: 'Each column sums to 1.',
    good: 'Columns do not sum to 1.',
  },
  {
    wrong: /\bLayerNorm\b[^.]*\b(before|precedes)\b[^.]*\b(addition|block|attention)/i,
    unless: /\b(GPT|after|not)\b/i,
    instead: 'in BERT LayerNorm comes after the addition',
    bad: 'LayerNorm is applied before each attention block.',
    good: 'LayerNorm comes after the addition, in GPT-2 before the block.',
  },
  {
    wrong: /\b(byte-pair|BPE)\b/i,
    unless: /\b(GPT|not|no)\b/i,
    instead: 'WordPiece takes the longest piece that fits',
    bad: 'BERT cuts words with byte-pair encoding.',
    good: 'GPT models use byte-pair encoding.',
  },
  {
    wrong: /\bBERT\b[^.]*\b(left[- ]to[- ]right|from left to right|only looks back|causal)/i,
    unless: denied,
    instead: 'every token looks both ways',
    bad: 'BERT reads a sentence from left to right.',
    good: 'BERT does not read from left to right.',
  },
  {
    wrong: /\[?CLS\]?`?[^.]*\b(summari[sz]es?|summary|stands for the (whole )?sentence)/i,
    unless: denied,
    instead: '[CLS] is a weak sentence vector without training for it',
    bad: '`[CLS]` summarises the sentence.',
    good: '`[CLS]` is not a summary of the sentence.',
  },
  {
    wrong:
      /\b(scores?|division|dividing)\b[^.]*\b(between (−|-|minus )?(1|one|0|zero) and (1|one)|to 0\.\.1|into a fixed range)/i,
    unless: denied,
    instead: 'the division by 8 narrows the spread and sets no limit',
    bad: 'Dividing by 8 brings scores between 0 and 1.',
    good: 'The division does not bring scores into a fixed range.',
  },
  {
    wrong: /\b(each|every|one) (component|dimension|number)s?\b[^.]*\b(means|stands for|encodes)\b/i,
    unless: denied,
    instead: 'meaning lies in directions across many components',
    bad: 'Each component stands for one feature.',
    good: 'No component stands alone; each component means nothing that could be named, not by itself.',
  },
  {
    wrong: /\bweights?\b[^.]*\b(can|may|could) be (negative|zero|exactly 0)\b/i,
    unless: denied,
    instead: 'weights are positive',
    bad: 'A weight can be negative.',
    good: 'A weight cannot be negative; no weight may be negative.',
  },
  {
    wrong: /\bscores?\b[^.]*\b(is|are) symmetric|\bthe same score in both directions/i,
    unless: denied,
    instead: 'the score from it to cat is not the score from cat to it',
    bad: 'The scores are symmetric.',
    good: 'The score is not symmetric.',
  },
  {
    wrong: /\b(dot products?|scores?|sums?|products?)\b[^.]*\bdivided by (64|sixty-four|the head size)\b/i,
    unless: denied,
    instead: 'scores are divided by 8, the square root of the head size',
    bad: 'The dot product is divided by 64.',
    good: 'The dot product is divided by 8, not divided by 64.',
  },
  {
    wrong: /\b(SEP)\b[^.]*\b(large|big|strong) (effect|influence|contribution)/i,
    unless: denied,
    instead: 'much weight on [SEP] brings back little',
    bad: 'The weight on `[SEP]` has a large effect.',
    good: 'The weight on `[SEP]` has no large effect.',
  },
];

/** The sentences of a text that claim what the key denies, each with what the key says. */
export function contradictionsIn(text: string): string[] {
  const sentences = text.split(/(?<=[.!?])\s+/);
  return contradictions.flatMap(({ wrong, unless, instead }) =>
    sentences
      .filter(
        (sentence, at) => wrong.test(sentence) && !unless.test(sentences.slice(Math.max(0, at - 1), at + 2).join(' ')),
      )
      .map((sentence) => `"${sentence}", where ${instead}`),
  );
}
