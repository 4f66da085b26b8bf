/** One of the site's own drawings, as markup. It is 360 units wide, about the width of a phone. */
export interface Diagram {
  readonly height: number;
  /** What stands inside the `svg` element. */
  readonly markup: string;
  /** The same in words, for those who do not see it. */
  readonly alt: string;
}

export const diagramWidth = 360;

/** Where the drawings are, by name: one file, fetched when a card with a drawing is opened. */
export const diagramsFile = '/cards/diagrams.json';
