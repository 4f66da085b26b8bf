import { describe, expect, it } from 'vitest';
import { readNotesFile } from '../../../../../../site/study/practice/own-notes/kept/read-notes-file.ts';
import { noteSentences } from '../../../../../../site/study/practice/own-notes/note-sentences.ts';
import { twoPages } from './two-pages.ts';

const read = (name: string, content: BlobPart) => readNotesFile(new File([content], name));

describe('a file of notes', () => {
  it('in Markdown is read without its marks, each paragraph and each item by itself, code, tables and properties left out', async () => {
    const markdown = `---
title: Sleep
---
# What *sleep* does

The **hippocampus** turns [experiences](https://example.org)
into memories.

- Caffeine blocks \`adenosine\`.
  1. A nap helps.

| term | meaning |
|---|---|
| ATP | the energy carrier of a cell |

\`\`\`
const notes = 1;
\`\`\`
> Said a friend.
`;
    expect((await read('sleep.md', markdown)).split('\n\n')).toEqual([
      'What sleep does',
      'The hippocampus turns experiences into memories.',
      'Caffeine blocks adenosine.',
      'A nap helps.',
      'Said a friend.',
    ]);
  });

  it('in Markdown is left with the sentence right above a table, and with one that has bars and hyphens', async () => {
    const table = 'The cell needs energy.\n| term | meaning |\n| :-: | - |\n| ATP | its carrier |\n';
    expect(await read('cell.md', `${table}\nA | B -- nobody knows.\n`)).toBe(
      'The cell needs energy.\n\nA | B -- nobody knows.',
    );
    expect(await read('one.md', '| term |\n|---|\n| ATP |\n\nA cell.')).toBe('A cell.');
  });

  it('as plain text is read as it is', async () => {
    expect(await read('a.TXT', ' # No heading *here*.\n')).toBe('# No heading *here*.');
  });

  it('as PDF is read page by page, lines joined to sentences and words that were cut to words', async () => {
    const text = await read('two.pdf', twoPages());
    expect(noteSentences(text).map((sentence) => sentence.text)).toEqual([
      'Caffeine blocks receptors for adenosine, a molecule that makes us sleepy.',
      'It is no substitute for sleep.',
      'The hippocampus turns short experiences into lasting memories.',
      'During deep sleep the brain replays the day.',
    ]);
  });

  it('is refused in words where it is another kind, is empty, or is no PDF', async () => {
    await expect(read('a.docx', 'x')).rejects.toThrow('“a.docx”: expected a file that ends with .md,');
    await expect(read('a.txt', ' \n')).rejects.toThrow('“a.txt”: expected text, found none');
    await expect(read('a.pdf', 'hello')).rejects.toThrow('“a.pdf”: expected a PDF that can be read, found: ');
    await expect(read('a.txt', 'a'.repeat(2_000_001))).rejects.toThrow('expected at most 2,000,000 characters');
  });
});
