import { firstPreset } from '../reader/presets.ts';

/** Size in pixels of the picture in link previews. */
export const previewSize = { width: 1200, height: 630 } as const;

const onFirst = `on “${firstPreset.text}”`;

/** The pictures of `content/previews`, and what each shows. `npm run previews:draw` draws them anew. */
export const previewPictures = {
  'attention-head': `Head 9-11 ${onFirst}: every token’s weights for every token`,
  'attention-heads': `All 144 heads of BERT ${onFirst}, a square each`,
  'attention-off': 'The likeliest words for a blank, as more and more layers may attend',
  'attention-row': `Where “it” looks in head 9-11, ${onFirst}`,
  'before-after': 'The first of eight questions that are asked before the chapters and after them',
  card: 'A card with its answer',
  'curve-and-vessel': `Scores of “it” in head 9-11 on the exponential curve, and the weights that they become, ${onFirst}`,
  glossary: 'The words that the glossary explains',
  'head-arcs': `Where “it” looks in the twelve heads of layer 9, ${onFirst}`,
  heads: 'What may be said of each of the 144 heads, over 1,000 annotated sentences',
  home: 'What the word “it” takes from the other words in twelve layers, on “The dog chased the ball until it was tired.”',
  'key-shadows': `The keys of head 9-11 cast onto the query of “it”, ${onFirst}`,
  lesson: 'A lesson as its students have it: a sentence, chapters to read, questions to answer',
  map: `What flows from word to word through twelve layers, ${onFirst}`,
  note: `The numbers under a study note: the query, key and value of “it” in head 9-11`,
  practice: `A question that the model has made of “${firstPreset.text}”`,
  progress: 'What a new reader has read',
  search: 'What is found first for “softmax”',
  'three-shadows': `The vectors of “it” and “cat” before layer 9, and their query, key and value in head 11`,
  'transit-map': 'The word “bank” in three sentences: one row at the start, vectors that part over twelve layers',
  'unit-field': 'The 3,072 units of one feed-forward step, each as strong as it answers',
  'value-strips': `The values that “it” takes up in head 9-11, each times its weight, ${onFirst}`,
  'weight-and-effect': 'How the guess for a blank changes when one of the 144 heads is taken away',
  'word-map': 'A flat map of rows of the table of embeddings: words that are used alike stand together',
  'word-order': 'The same words in other orders, and what BERT puts into the blank of each',
  'word-rail': 'How a word that is not in the list is cut into the longest pieces that are',
  'word-river': `The vector of “it” through twelve layers, and what attention adds to it, ${onFirst}`,
} as const;

export type PreviewPicture = keyof typeof previewPictures;

/** The picture of each page; a page that is named nowhere, such as that of a wrong address, has a head. */
const ofPage: Readonly<Record<string, PreviewPicture>> = {
  '/': 'home',
  '/api': 'attention-heads',
  '/capacity': 'attention-heads',
  '/cards': 'card',
  '/chapters': 'home',
  '/chapters/attention-off': 'attention-off',
  '/chapters/embeddings': 'word-map',
  '/chapters/feed-forward': 'unit-field',
  '/chapters/heads': 'head-arcs',
  '/chapters/layers': 'transit-map',
  '/chapters/lenses': 'weight-and-effect',
  '/chapters/positions': 'word-order',
  '/chapters/projections': 'three-shadows',
  '/chapters/residual': 'word-river',
  '/chapters/scores': 'key-shadows',
  '/chapters/softmax': 'curve-and-vessel',
  '/chapters/tokens': 'word-rail',
  '/chapters/weighted-sum': 'value-strips',
  '/docs': 'attention-heads',
  '/evidence': 'before-after',
  '/glossary': 'glossary',
  '/heads': 'heads',
  '/lesson': 'lesson',
  '/map': 'map',
  '/notes': 'note',
  '/playground': 'attention-heads',
  '/podcast': 'attention-row',
  '/practice': 'practice',
  '/progress': 'progress',
  '/quiz': 'curve-and-vessel',
  '/search': 'search',
  '/study': 'word-river',
};

/** A page's picture in link previews. */
export interface Preview {
  /** Address of the image, from the site's root. */
  readonly image: string;
  /** One of `previewPictures`; absent on the page of a head, whose image shows the head's own picture. */
  readonly picture?: PreviewPicture;
  /** What the picture shows. */
  readonly says: string;
}

/** @param path of the page, as it is linked: `/chapters/softmax` */
export function previewOf(path: string): Preview {
  const image = `/previews${path === '/' ? '/home' : path}.png`;
  const head = /^\/heads\/(\d+-\d+)$/.exec(path)?.[1];
  if (head)
    return {
      image,
      says: `Where a token’s weight goes in head ${head}, mean over the tokens of 1,000 annotated sentences`,
    };
  // A figure for frames of other sites has its own picture.
  const alone = /^\/embed\/(.*)$/.exec(path)?.[1] ?? '';
  const picture = isPicture(alone) ? alone : (ofPage[path] ?? 'attention-head');
  return { image, picture, says: previewPictures[picture] };
}

const isPicture = (name: string): name is PreviewPicture => Object.hasOwn(previewPictures, name);
