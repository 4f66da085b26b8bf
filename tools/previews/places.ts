import type { PreviewPicture } from '../../site/layouts/previews.ts';

/** Where the site shows a picture. */
export interface PicturePlace {
  readonly page: string;
  /** The element that is drawn, of the first figure that has one. */
  readonly element: string;
  /** What stands in it and is left out. */
  readonly without?: string;
  /** Name of the button at whose press the element comes. */
  readonly press?: string;
  /** What is fetched after that, and is waited for. */
  readonly awaits?: string;
}

/** So wide that pictures have the form that they have on a phone: nearly square, with large letters. */
export const pictureViewport = { width: 390, height: 2000 } as const;

export const picturePlaces: Readonly<Record<PreviewPicture, PicturePlace>> = {
  'attention-head': { page: '/embed/attention-head', element: '.matrix-grid' },
  'attention-heads': { page: '/embed/attention-heads', element: '.squares' },
  'attention-off': {
    page: '/chapters/attention-off#figure=attention-off-figure&show.seen=1',
    element: '.attention-off .columns',
  },
  'attention-row': { page: '/embed/attention-row', element: 'main figure', without: 'h2, p, .note' },
  'before-after': {
    page: '/evidence',
    element: 'main form',
    without: 'fieldset ~ *',
    press: 'Take it before you read',
  },
  card: {
    page: '/cards?concept=projections',
    element: '.cards article',
    without: 'article .label, article a',
    press: 'Show the answer',
    awaits: '.cards article svg',
  },
  'curve-and-vessel': { page: '/chapters/softmax', element: '.curve-and-vessel .whole' },
  glossary: { page: '/glossary', element: 'nav[aria-labelledby="all-terms"] ul' },
  'head-arcs': { page: '/chapters/heads', element: '.head-arcs ul.heads' },
  heads: { page: '/heads', element: '.heads-overview figure.map table' },
  home: { page: '/', element: '.hero .flow' },
  'key-shadows': { page: '/chapters/scores', element: '.key-shadows .plane' },
  lesson: {
    page: '/lesson#sentence=Dogs+chase+cats.&chapters=tokens.scores.softmax&questions=tokens-first',
    element: 'main astro-island > div',
    without: '.turn, .count, .asking ol',
  },
  map: { page: '/map', element: 'figure.map .model' },
  note: { page: '/notes', element: '#note-9 figure', without: 'figure a' },
  practice: { page: '/practice', element: '.practice .question', without: '.from' },
  progress: { page: '/progress', element: 'section[aria-labelledby="read"]' },
  search: { page: '/search?q=softmax', element: 'search ol', without: 'search li p, search li:nth-child(n + 7)' },
  'three-shadows': { page: '/chapters/projections', element: '.three-shadows .turned' },
  'transit-map': { page: '/chapters/layers', element: '.transit-map .picture', without: '.said' },
  'unit-field': { page: '/chapters/feed-forward', element: '.unit-field .whole > div' },
  'value-strips': { page: '/chapters/weighted-sum', element: '.value-strips .strips' },
  'weight-and-effect': { page: '/chapters/lenses', element: '.weight-and-effect .map' },
  'word-map': { page: '/chapters/embeddings', element: '.word-map .map' },
  'word-order': {
    page: '/chapters/positions',
    element: 'figure.word-order',
    without: 'h2, .acts, .choices, .foot, .readings > section:first-child',
  },
  'word-rail': { page: '/chapters/tokens', element: '.word-rail .picture' },
  'word-river': { page: '/chapters/residual', element: '.word-river .river' },
};
