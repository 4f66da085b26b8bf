import { type Contradiction, denied } from './contradiction.ts';

/** What is said wrongly of projections, scores, softmax, weights and heads. */
export const attentionContradictions: readonly Contradiction[] = [
  {
    wrong:
      /(linear combinations?|mixtures?|weighted (sums?|averages?)) of (all |the )*(input|token)?s? ?(embeddings|vectors)/i,
    unless: /\b(not|no|nor|never|of the values?)\b/i,
    instead: 'a head mixes value vectors, not inputs',
    bad: 'The output is a linear combination of the input embeddings.',
    good: 'It is a linear combination of the value vectors, not of the inputs.',
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
    wrong: /\bBERT\b[^.]*\b(left[- ]to[- ]right|from left to right|only looks back|causal)/i,
    unless: denied,
    instead: 'every token looks both ways',
    bad: 'BERT reads a sentence from left to right.',
    good: 'BERT does not read from left to right.',
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
  {
    wrong:
      /\b(has|have) to be close to 1\b|\bclose to 1\b[^.]*\b(always|has to be|must be|necessarily)\b|\bto (the )?others?( tokens)?\b[^.]*\b(always|has to|must)\b|\bit has to be: the weights\b/i,
    unless: /\bSEP\b/,
    instead: 'the sum of 1 includes the token itself, and [SEP] keeps most of its weight',
    bad: 'The part that goes to other tokens is always close to 1.',
    good: 'For most tokens it is close to 1; `[SEP]`, which has to be left out, keeps its weight.',
  },
  {
    wrong:
      /\bweight\b[^.]*\b(copy of|close to 1[^.]*\bvalue|dominates?|makes? up (a large|most|the larger)|large part of)\b|\bvalue\b[^.]*\blarge part of\b|\bweight\b[^.]*\b(sum|output|result)\b[^.]*\b(is|equals) (nearly|almost|about)\b[^.]*\bvalue\b/i,
    unless: /\b(unless|short|length|long)\b/i,
    instead: 'a large weight on a short value adds little',
    bad: 'A weight close to 1 makes the sum a copy of that value.',
    good: 'A weight close to 1 makes the sum nearly a copy of that value, unless the value is short.',
  },
  {
    wrong:
      /\b(ten|eleven|twelve|all|\d+)( of the)? (twelve|12|heads?)\b[^.]*\b(mostly|mainly|most of (its|their) weight)\b[^.]*\bSEP\b/i,
    unless: /\b(on average|more than half)\b/i,
    instead: 'the largest weight of a row is not yet most of its weight',
    bad: 'Ten of the twelve heads look mostly at `[SEP]`.',
    good: 'In ten of the twelve heads the largest weight goes to `[SEP]`.',
  },
  {
    wrong:
      /\b(many|most|many others?|a lot of)( of the)?( \d+)?( other)?( heads)?\b[^.]*\b(look|attend|turn|position)\b[^.]*\b(neighbours?|token before|token after|next token|previous token|word before)\b/i,
    unless: /\b(nine|9|seven) of\b/i,
    instead: 'nine of 144 heads give more than half of their weight to the token before or after',
    bad: 'Many heads look at the token before or the token after.',
    good: 'Nine of the 144 heads look mostly at the token before or after; many do not look at the token before.',
  },
  {
    wrong: /\b(look(s|ing)? at|attend(s|ing)? to|sees?|compared? with) (every|all( of)?( the)?) others?\b/i,
    unless: /\b(itself|its own|too|as well)\b/i,
    instead: 'every token also looks at itself',
    bad: 'Every token looks at every other token.',
    good: 'Every token looks at every token, itself included.',
  },
  {
    wrong: /\bdiagonals?\b[^.]*\b(neighbours?|neighbouring|next|previous|before|after)\b/i,
    unless: /\b(beside|off|itself|next to)\b/i,
    instead: 'the diagonal is each token looking at itself',
    bad: 'Diagonals look at neighbours.',
    good: 'A line beside the diagonal looks at neighbours.',
  },
  {
    wrong: /\b(norms?|lengths?)\b[^.]*\bsums? to (1|one)\b/i,
    unless: denied,
    instead: 'only weights sum to 1, lengths do not',
    bad: 'The norms of a row sum to 1.',
    good: 'Lengths need not sum to 1, not even in a row.',
  },
  {
    wrong: /\bW\*?(~\w+~)?(_\w+)? ?(·|×|\*)? ?\*?x\b\*? ?\+/,
    unless: /\bnot\b/,
    instead: 'a vector is a row and stands before the matrix: x W + b',
    bad: 'One matrix and one bias make it: *q* = *W* *x* + *b*.',
    good: 'One matrix and one bias make it: *q* = *x* *W*~Q~ + *b*~Q~.',
  },
  {
    wrong:
      /\b(softmax|non-?linearity|exponentials?|linear (map|rule|function))\b[^.]*\b(depends?|differs?|same recipe|different)\b[^.]*\b(sentence|input|context|each time|every time)\b|\blinear (map|rule)\b[^.]*\bsame (recipe|weights|way)\b/i,
    unless: /\b(already|not softmax's|not its doing|scores do)\b/i,
    instead: 'the scores depend on the sentence already; softmax makes positive, sharp shares of them',
    bad: 'Without softmax, a linear map mixes by the same recipe for each sentence.',
    good: 'Weights made by softmax depend on the sentence because the scores do already.',
  },
  {
    wrong:
      /\b(cheapest|fastest|simplest|only) (comparison|way to compare)\b|\bdot product\b[^.]*\b(cheapest|fastest)\b/i,
    unless: denied,
    instead: 'the dot product is faster in practice than additive attention, no more was claimed',
    bad: 'The dot product is the cheapest comparison there is.',
    good: 'The dot product is cheap, but not the cheapest comparison one could make.',
  },
  {
    wrong:
      /\bSEP\b[^.]*\b((does|do|doing) (next to )?nothing|no-op|comes? to nothing|without (having )?(any|much) effect|no effect|without consequence)\b|\bweights?\b[^.]*\bwithout (having )?(any|much) effect\b/i,
    unless: /\b(guess|speculation|speculate|interpretation|reading|no large effect)\b/i,
    instead: 'the weight on [SEP] adds little length; that it is a way to do nothing is a guess of the authors',
    bad: 'The weight on `[SEP]` does next to nothing.',
    good: 'That the weight on `[SEP]` does nothing is a guess.',
  },
  {
    wrong:
      /\brows? (are|is|stands? for|belongs? to|shows?)[^.,;:]*\b(keys?|answers?)\b|\bcolumns? (are|is|stands? for|belongs? to|shows?)[^.,;:]*\b(quer(y|ies)|asks?)\b/i,
    unless: denied,
    instead: 'rows ask (queries), columns answer (keys)',
    bad: 'Rows are keys.',
    good: 'Rows are queries, columns are keys.',
  },
];
