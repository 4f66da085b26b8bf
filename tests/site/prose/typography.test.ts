import { expect, it } from 'vitest';
import { typographic } from '../../../site/prose/typography.ts';

it.each([
  ["BERT's attention", 'BERT’s attention'],
  ['a "no-op", they say', 'a “no-op”, they say'],
  ["the tokens' rows and 'so on'", 'the tokens’ rows and ‘so on’'],
  ['one step - one file', 'one step – one file'],
  [' - ', ' − '],
  ['feed-forward, -0.5', 'feed-forward, -0.5'],
  ['("quoted")', '(“quoted”)'],
])('%s is printed as %s', (plain, printed) => expect(typographic(plain)).toBe(printed));
