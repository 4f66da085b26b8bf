/**
 * The figures that stand alone under `/embed/`, for pages of others: each is about one sentence, which is the reader's.
 * Their components say `standsAlone` to what offers them.
 */
export const embeddedNames = [
  'attention-head',
  'attention-heads',
  'attention-row',
  'curve-and-vessel',
  'head-arcs',
  'key-shadows',
  'value-strips',
  'weight-and-effect',
  'word-river',
] as const;

export type EmbeddedName = (typeof embeddedNames)[number];
