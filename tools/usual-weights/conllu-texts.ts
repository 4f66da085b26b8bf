const textLine = /^# text = (.+)$/gm;

/**
 * The sentences of a CoNLL-U file, in its order: its comments `# text = ...`, which the format requires of each sentence
 * (https://universaldependencies.org/format.html#sentence-boundaries-and-comments). Trees, which are not wanted here, are
 * read by tools/atlas/treebank.ts.
 * @throws Error where there is none
 */
export function conlluTexts(file: string): string[] {
  const texts = Array.from(file.matchAll(textLine), ([, text]) => text!.trim());
  if (texts.length === 0)
    throw new Error('expected a CoNLL-U file with "# text = ..." before each sentence, found none');
  return texts;
}
