/** Words to fill texts of any length with; each is one word piece of the uncased vocabulary. */
const passage = `the river runs past the old bank where the children used to sit and count the boats in the evening light while
their mother worked in the small house above the water and their father wrote long letters to his brother in the city about
money and weather and the price of bread and what the new law would mean for those who had no land of their own`;

const words = passage.split(/\s+/);

/** Sentences of 4 to 32 words, in an order that mixes short and long. */
export function mixedTexts(count: number): string[] {
  return Array.from({ length: count }, (_, i) => wordsFrom(i * 7, 4 + ((i * 11) % 29)));
}

/** A text whose tokens, [CLS] and [SEP] among them, are exactly `tokens`. */
export function textOfTokens(tokens: number): string {
  return wordsFrom(0, tokens - 2);
}

function wordsFrom(start: number, count: number): string {
  return Array.from({ length: count }, (_, i) => words[(start + i) % words.length]).join(' ');
}
