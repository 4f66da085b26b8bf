const textLine = /^# text = (.+)$/gm;

/**
 * The sentences of a CoNLL-U file, in its order: its comments `# text = ...`, which the format requires of each sentence
 * (https://universaldependencies.org/format.html#sentence-boundaries-and-comments). The parsers on npm are not kept up or
 * not free to use here, and of all that they read only this one line is wanted.
 * @throws Error where there is none
 */
export function conlluTexts(file: string): string[] {
  const texts = Array.from(file.matchAll(textLine), ([, text]) => text!.trim());
  if (texts.length === 0)
    throw new Error('expected a CoNLL-U file with "# text = ..." before each sentence, found none');
  return texts;
}
