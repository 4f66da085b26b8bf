import type { SentencePair } from './causal-tracing.ts';

/** The pairs that the page offers; the first stands there before any script runs. */
export const sentencePairs: readonly (SentencePair & { readonly name: string })[] = [
  { name: 'Paris / Rome', source: 'Paris is the capital of [MASK].', text: 'Rome is the capital of [MASK].' },
  { name: 'bird / dog', source: 'My bird can [MASK].', text: 'My dog can [MASK].' },
  {
    name: 'key / keys',
    source: 'The key to the cabinets [MASK] on the table.',
    text: 'The keys to the cabinets [MASK] on the table.',
  },
  {
    name: 'nurse / doctor',
    source: 'The nurse said that [MASK] was tired.',
    text: 'The doctor said that [MASK] was tired.',
  },
];
