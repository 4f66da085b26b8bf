import type { Contradiction } from './contradiction.ts';

/** What is said wrongly of the residual path, LayerNorm, the feed-forward part, and of what layers make of a vector. */
export const layerContradictions: readonly Contradiction[] = [
  {
    wrong: /weakly related tokens?.*(stay|remain|keep|nearly|identical)/i,
    unless: /\b(notes (often )?(say|have)|wrong|not)\b/i,
    instead: 'the residual path keeps a token itself, not weak relations',
    bad: 'Weakly related tokens stay nearly identical to their input.',
    good: 'What keeps a token is not that weakly related tokens stay nearly identical.',
  },
  {
    wrong: /\bLayerNorm\b[^.]*\b(before|precedes)\b[^.]*\b(addition|block|attention)/i,
    unless: /\b(GPT|after|not)\b/i,
    instead: 'in BERT LayerNorm comes after the addition',
    bad: 'LayerNorm is applied before each attention block.',
    good: 'LayerNorm comes after the addition, in GPT-2 before the block.',
  },
  {
    wrong:
      /\bresidual (path|connection)s?\b[^.]*\b(around|past|for) (each|every|all)( \w+)? (head|heads|one of the heads|of them)\b|\bheads?\b[^.]*\b(its|their) own residual\b/i,
    unless: /\bnot around\b/i,
    instead: 'one residual path around the attention of each layer, one around its feed-forward network',
    bad: 'There is a residual path around each head.',
    good: 'A residual path runs around the attention of each layer, not around each head.',
  },
  {
    wrong:
      /\b(residual|input|signal|information|vector)\b[^.]*\b(reach(es)?|arrives?|passes|flows?|travels?)\b[^.]*\b(untouched|unchanged|unhindered|freely|without (passing|going) through|nothing in (its|the) way)\b/i,
    unless: /\b(GPT|not so free|pre-?LN|rescale[sd]?)\b/i,
    instead: 'in BERT LayerNorm follows each addition and rescales the sum',
    bad: 'On the residual path the input reaches the last layer untouched.',
    good: 'In GPT-2 the input reaches the last layer untouched by LayerNorm.',
  },
  {
    wrong:
      /\b(everything|all|nothing)\b[^.]*\blayers?\b[^.]*\b(is|are|but|of)\b[^.]*\b(multiplications?|linear)\b|\blayer\b[^.]*\b(is|are) (nothing but|only|just|all) (linear|multipl\w+|additions?)\b/i,
    unless: /\b(softmax|GELU|LayerNorm|bend)\b/i,
    instead: 'softmax, LayerNorm and GELU are no multiplications and additions',
    bad: 'Everything in a layer is multiplication and addition.',
    good: 'All of a layer but softmax, LayerNorm and GELU is multiplication and addition.',
  },
  {
    wrong: /\bcolumns?\b[^.]*\b(second (feed-forward )?matrix|W_?2)\b/i,
    unless: /\bfirst matrix\b/i,
    instead: 'with x W1 and h W2 a unit has a column of the first matrix and writes its row of the second',
    bad: 'A unit writes its column of the second matrix into the result.',
    good: 'A unit reads by its column of the first matrix and writes its row of the second.',
  },
  {
    wrong: /\badd(s|ed|ing)? (one |a )?half\b|\bplus (one |a )?half\b/i,
    unless: /\bhalf of (it|each)\b/i,
    instead: 'rollout takes (mean + identity) / 2',
    bad: 'Rollout takes the mean of the heads and adds one half for the residual path.',
    good: 'Rollout takes half of the mean and half of the identity.',
  },
  {
    wrong:
      /\b(more|deeper|further|additional|extra) (layers?|depth)\b[^.]*\b(less and less|diminish\w*|bring little|hardly help|no gain)\b/i,
    unless: /\bdo not bring\b/i,
    instead: 'the larger model was better on every task of its paper',
    bad: 'More layers cost more and bring less and less.',
    good: 'More layers do not bring less and less in that paper.',
  },
  {
    wrong:
      /\b(falls?|drops?|sinks?|decreases?)\b[^.]*\b(without a break|in every layer|steadily|monotonic\w*|from layer to layer)\b|\bout of thirteen\b/i,
    unless: /\b(first sentence|sentence of the first page|our sentence|in these|need not)\b/i,
    instead: 'in "Paris is the [MASK] of France." the cosine of [MASK] rises again; say of which sentence it is true',
    bad: 'The cosine to the input falls nearly without a break.',
    good: 'In the first sentence the cosine falls in every layer.',
  },
  {
    wrong:
      /\b(matri(x|ces)|linear (map|step|layer)s?)\b[^.]*\b(cannot|can't|never|unable)\b[^.]*\b(different(ly)?|apart|distinguish)\b|\b(cannot|can't) [^.]*\btreat (one vector|vectors)\b[^.]*\bdifferent/i,
    unless: /\bswitch\b/i,
    instead: 'a matrix treats different vectors differently; it cannot switch a unit off for one and on for another',
    bad: 'A matrix cannot treat one vector differently from another.',
    good: 'Matrices give different vectors different results; they cannot switch a unit off for a different token.',
  },
  {
    wrong:
      /\b(vectors?|states?|layers?)\b[^.]*\b(has become|have become|turns? into|is now|reads? as|means?) (the )?(word )?\*?"?cat\b|\b(reads?|read) \*?"?it"?\*? as \*?"?cat\b/i,
    unless: /\b(trained for|trained on|fitted|lens)\b/i,
    instead: 'the masked-word head was trained for the last layer alone; a map fitted to foresee that layer reads "it"',
    bad: 'After layer 11 the vector has become *cat*.',
    good: 'The head, trained for the last layer alone, reads *it* as *cat* after layer 11.',
  },
  {
    wrong: /\bheads?\b[^.]*\b(would )?never meet\b/i,
    unless: /\bfeed-forward\b/i,
    instead: 'the feed-forward part mixes all components as well',
    bad: "Without W_O the heads' results would never meet within the layer.",
    good: 'Without W_O the heads would never meet before the feed-forward part.',
  },
];
