const sources = import.meta.glob<string>('../../shared/{bert,tokenizer,analysis}/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** A file that does a step, by its path below `shared/`. @throws Error when it is not one of bert, tokenizer or analysis */
export function stepSource(file: string): string {
  const source = sources[`../../shared/${file}`];
  if (source === undefined) throw new Error(`expected a file of shared/bert, tokenizer or analysis, found ${file}`);
  return source;
}
