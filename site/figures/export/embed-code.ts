/** A figure in its present state, for a page of someone else. */
export interface Embedding {
  /** Under which `/embed/` has it. */
  readonly name: string;
  readonly title: string;
  /** Where this site is: `https://bert.example`. */
  readonly origin: string;
  /** The page on which the figure stands: `/chapters/scores`. */
  readonly page: string;
  /** The state as a fragment: `#text=…&figure=…`. */
  readonly state: string;
  /** CSS pixels that the figure takes where its reader sees it. */
  readonly height: number;
}

/** The forms in which a figure can be put elsewhere, by what their buttons say. */
export const embedForms = ['HTML frame', 'HTML element', 'Markdown', 'Notebook'] as const;

export type EmbedForm = (typeof embedForms)[number];

/** The text to paste, for each form. */
export function embedCode(form: EmbedForm, embedding: Embedding): string {
  return writers[form](embedding);
}

const writers: Readonly<Record<EmbedForm, (embedding: Embedding) => string>> = {
  'HTML frame': (of) =>
    `<iframe src="${escaped(addressOf(of))}" title="${escaped(of.title)}" width="100%" height="${of.height}" loading="lazy" style="border:0"></iframe>`,
  'HTML element': ({ origin, name, state }) =>
    `<script type="module" src="${origin}/embed.js"></script>\n<bert-attention figure="${name}" state="${escaped(state.slice(1))}"></bert-attention>`,
  Markdown: ({ title, origin, page, state }) => `[${title.replace(/[\\[\]]/g, '\\$&')}](<${origin}${page}${state}>)`,
  Notebook: (of) =>
    `from IPython.display import IFrame\nIFrame(${JSON.stringify(addressOf(of))}, width="100%", height=${of.height})`,
};

function addressOf({ origin, name, state }: Embedding): string {
  return `${origin}/embed/${name}${state}`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character]!);
}
