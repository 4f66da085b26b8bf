import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codeExcerpt } from '../../../site/prose/code-excerpt.ts';

const root = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const chapters = readdirSync(new URL('site/content/chapters/', root)).flatMap((file) => {
  const step = /^step:\n {2}file: (.+)\n {2}function: (.+)$/m.exec(read(`site/content/chapters/${file}`));
  return step ? [{ id: file.slice(0, -4), source: read(`shared/${step[1]}`), heart: step[2]! }] : [];
});

describe.each(chapters)('the code of the chapter $id', ({ source, heart }) => {
  const excerpt = codeExcerpt(source, heart, 12);

  it('has 2 to 12 lines, none of them a comment', () => {
    const lines = excerpt.split('\n');
    expect(lines.length).toBeGreaterThanOrEqual(2);
    expect(lines.length).toBeLessThanOrEqual(12);
    expect(excerpt).not.toMatch(/\/\*|^ \*|^import /m);
  });

  it('stands in its file, line by line, indented by 0 or 2 spaces', () => {
    const indented = excerpt.replace(/^(?=.)/gm, '  ');
    expect(source.includes(`${excerpt}\n`) || source.includes(`${indented}\n`)).toBe(true);
  });
});

const source = `/** Adds. */
export function add(
  a: number,
  b: number,
): number {
  const sum = a + b;
  if (sum > 9) {
    throw new Error('large');
  }
  return sum;
}
`;

it('takes the whole function, or its body, or the longest statement of the body, whichever fits first', () => {
  expect(codeExcerpt(source, 'add', 10)).toMatch(/^export function add\([\s\S]*\n}$/);
  expect(codeExcerpt(source, 'add', 5)).toMatch(/^const sum[\s\S]*return sum;$/);
  expect(codeExcerpt(source, 'add', 3)).toBe("if (sum > 9) {\n  throw new Error('large');\n}");
});

it('says what it looked for where there is no such function, or nothing of it fits', () => {
  expect(() => codeExcerpt(source, 'ad', 9)).toThrow('expected a function ad, found none');
  expect(() => codeExcerpt(source, 'add', 2)).toThrow('at most 2 lines');
});
