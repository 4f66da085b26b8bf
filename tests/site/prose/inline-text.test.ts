import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inlineRuns, markOf } from '../../../site/prose/inline-text.ts';

it('reads emphasis, strong, code, subscripts and both kinds of sources', () => {
  expect(inlineRuns('*W*~O~ of **all** in `[SEP]` [@clark2019], as @jain2019 say.')).toEqual([
    { kind: 'em', text: 'W' },
    { kind: 'sub', text: 'O' },
    { kind: 'text', text: ' of ' },
    { kind: 'strong', text: 'all' },
    { kind: 'text', text: ' in ' },
    { kind: 'code', text: '[SEP]' },
    { kind: 'text', text: ' ' },
    { kind: 'cite', text: 'clark2019' },
    { kind: 'text', text: ', as ' },
    { kind: 'author', text: 'jain2019' },
    { kind: 'text', text: ' say.' },
  ]);
});

it('leaves prose without marks whole', () => {
  expect(inlineRuns('12 × 64 = 768')).toEqual([{ kind: 'text', text: '12 × 64 = 768' }]);
});

it('any prose: the marks of its runs, joined, are the prose again', () => {
  const marked = fc
    .array(fc.constantFrom('*', '**', '`', '~', '[@', ']', '@', 'clark2019', 'a b', '\n'))
    .map((all) => all.join(''));
  fc.assert(
    fc.property(fc.oneof(fc.string(), marked), (prose) => {
      expect(inlineRuns(prose).map(markOf).join('')).toBe(prose);
    }),
  );
});
