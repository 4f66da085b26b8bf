import type { EmbeddedName } from './embedded-names.ts';

/** A figure as a page of its own, for frames on pages of others. */
export interface EmbeddedFigure {
  /** What it shows, whatever the sentence. */
  readonly title: string;
  /** The page of this site that explains it. */
  readonly page: string;
  /** CSS pixels that its first paint needs in a frame `frameWidth` wide; the frame learns the real height later. */
  readonly height: number;
}

/** CSS pixels of a frame, where whoever embeds does not choose. */
export const frameWidth = 720;

export const embeddedFigures: Readonly<Record<EmbeddedName, EmbeddedFigure>> = {
  'attention-head': { title: 'One attention head of BERT', page: '/', height: 1060 },
  'attention-heads': { title: 'All 144 attention heads of BERT', page: '/', height: 980 },
  'attention-row': { title: 'Where one token looks', page: '/', height: 530 },
  'curve-and-vessel': { title: 'Softmax: from scores to weights', page: '/chapters/softmax', height: 750 },
  'head-arcs': { title: 'Twelve heads of one layer', page: '/chapters/heads', height: 1120 },
  'key-shadows': { title: 'Where a score comes from', page: '/chapters/scores', height: 750 },
  'value-strips': { title: 'What a token takes from the others', page: '/chapters/weighted-sum', height: 690 },
  'weight-and-effect': { title: 'What heads look at, and what they matter', page: '/chapters/lenses', height: 900 },
  'word-river': { title: 'A word through twelve layers', page: '/chapters/residual', height: 1160 },
};
