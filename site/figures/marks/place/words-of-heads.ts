/** [layers][heads]; empty where no rule names a head. */
type WordsOfHeads = readonly (readonly string[])[];

let asked: Promise<WordsOfHeads> | undefined;

/** What is said first of a head, with its numbers; empty where nothing is, or where it cannot be had now. */
export async function wordsOfHead(layer: number, head: number): Promise<string> {
  asked ??= fetch('/atlas/words.json').then((response) => response.json());
  const words = await asked.catch(() => (asked = undefined));
  return words?.[layer]?.[head] ?? '';
}
