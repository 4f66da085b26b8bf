const sources = import.meta.glob<string>('../../shared/{bert,tokenizer,analysis}/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/**
 * The text of a step's file, by its path below `shared/`.
 * @throws Error where it is not in bert, tokenizer or analysis
 */
export function stepSource(file: string): string {
  const source = sources[`../../shared/${file}`];
  if (source === undefined) throw new Error(`expected a file of shared/bert, tokenizer or analysis, found ${file}`);
  return source;
}
