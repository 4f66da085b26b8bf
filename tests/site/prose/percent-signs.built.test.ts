import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** What is read of a page: without code and scripts, and without tags. */
function textOf(html: string): string {
  return html.replace(/<(script|style|pre|code)\b[\s\S]*?<\/\1>/g, '').replace(/<[^>]*>/g, '');
}

it('no line of a page can begin with a percent sign: the space before it does not break', () => {
  const pages = globSync('dist/**/*.html');
  expect(pages.length).toBeGreaterThan(150);
  const loose = pages.flatMap((page) => textOf(readFileSync(page, 'utf8')).match(/.{0,30}\d %.{0,20}/g) ?? []);
  expect(loose).toEqual([]);
  expect(textOf(readFileSync('dist/chapters/residual.html', 'utf8'))).toContain('96\u00a0% of the weight');
});
