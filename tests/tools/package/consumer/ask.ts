// What each place asks of the installed package: strictly typed, as a user would write it.

import type { Bert } from 'bert-attention';

/** Digests of one sentence's attention in MiniLM and of its vector, in hexadecimal digits. */
export async function ask(bert: Bert): Promise<string[]> {
  const tokens = bert.tokenize('The cat sat on the mat because it was tired.');
  const { 'attentions.5': attentions } = await bert.trace(tokens, ['attentions.5']);
  const [vector] = await bert.embed(['Somebody else slept.']);
  const numbers = [attentions?.data as Float32Array, vector ?? new Float32Array()];
  return Promise.all(numbers.map((each) => digest(each)));
}

async function digest(numbers: Float32Array): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', numbers.slice());
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
