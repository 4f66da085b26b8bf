import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { directions, leastCases } from '../../../../shared/atlas/atlas.ts';
import { type HeadEntry, type HeadRelation, headEntry } from '../../../../shared/atlas/head-entry.ts';
import { wordsOf } from '../../../../shared/atlas/head-words.ts';
import { intervalText } from '../../../../site/atlas/finding-words.ts';
import { drawnRelations } from '../../../../site/atlas/head/relation-rows.ts';
import source from '../../../../site/content/atlas/source.json' with { type: 'json' };
import { percentDigits } from '../../../../site/figures/marks/number/number-format.ts';
import { readAtlas } from '../../../../site/first-paint/read-atlas.ts';

const atlas = readAtlas();
const entries = atlas.examples.flatMap((heads, layer) => heads.map((_, head) => headEntry(atlas, layer, head)));
const htmlOf = ({ page }: HeadEntry) => readFileSync(`dist${page}.html`, 'utf8');

/** Bytes of a page. */
const most = 60_000;

/** The pieces of text that are read as one: paragraphs, items, rows, headings, and the description. */
function blocksOf(html: string): string[] {
  const description = /<meta name="description" content="([^"]*)"/.exec(html)?.[1] ?? '';
  const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
  return [
    description,
    ...main
      .replace(/<(?:style|script|svg)[\s\S]*?<\/(?:style|script|svg)>/g, '')
      .split(/<\/?(?:p|li|tr|h\d|summary|figcaption|details|div)\b[^>]*>/),
  ]
    .map((block) =>
      block
        .replace(/<(?:td|th)\b[^>]*>/g, ' | ')
        .replace(/<[^>]*>/g, '')
        .replaceAll('&nbsp;', ' ')
        .replace(/\s+/g, ' ')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .trim(),
    )
    .filter((block) => block !== '');
}

/** As blocks are read, where a space that does not break is a space. */
const spaced = (text: string) => text.replaceAll('\u00a0', ' ');

/** What must stand beside the words of a relation, all of it in one block. */
function numbersOf({ accuracy, count, low, high, baseline }: HeadRelation): string[] {
  const ofBaseline = percentDigits(baseline.accuracy);
  return [
    `${percentDigits(accuracy)} of ${count.toLocaleString('en')}`,
    intervalText({ low: low!, high: high! }),
    ofBaseline,
  ].map(spaced);
}

describe('the pages of heads', () => {
  it('are there for all 144, each within its size', () => {
    expect(entries).toHaveLength(144);
    for (const entry of entries) {
      expect(Buffer.byteLength(htmlOf(entry)), entry.name).toBeLessThan(most);
    }
  });

  it('have the same scripts and styles, so that a few of them stand for all where pages are opened', () => {
    // In whatever order the build lists small sheets, and however many it puts in one element.
    const [first, ...others] = entries.map((entry) =>
      (htmlOf(entry).match(/<(script|style)\b[\s\S]*?<\/\1>|<link rel="stylesheet"[^>]*>/g) ?? [])
        .join('\n')
        .replace(/<\/?style>/g, '\n')
        .split(/\n|(?<=})/)
        .filter((line) => line.trim() !== '')
        .sort()
        .join('\n'),
    );
    expect(first).toContain('astro-island');
    for (const other of others) expect(other).toBe(first);
  });

  it('say whose sentences they show, and under which licence', () => {
    for (const entry of entries) {
      const html = htmlOf(entry);
      expect(html).toContain(`href="${source.address}"`);
      expect(html).toContain(`href="${source.licenseAddress}" rel="license"`);
      for (const author of source.authors) expect(html, entry.name).toContain(author);
    }
  });

  it('lead to all others, to the ones before and after, to the overview, to their data and to the chapter', () => {
    entries.forEach((entry, index) => {
      const html = htmlOf(entry);
      const grid = html.slice(html.indexOf('class="all-heads"'));
      for (const { page } of entries) expect(grid, entry.name).toContain(`<a href=${page} `);
      for (const [rel, other] of [
        ['prev', entries[index - 1]],
        ['next', entries[index + 1]],
      ] as const) {
        expect(html.includes(`rel="${rel}"`)).toBe(other !== undefined);
        if (other) expect(html).toContain(`<a rel="${rel}" href="${other.page}">`);
      }
      for (const link of ['/heads', `/v1/heads/${entry.layer}-${entry.head}`, '/chapters/heads'])
        expect(html).toContain(`href="${link}"`);
    });
  });

  it('draw five sentences of either kind: right and wrong, or where the habit shows most and least', () => {
    for (const entry of entries) {
      const html = htmlOf(entry);
      const kinds = entry.habit_examples ? (['most', 'least'] as const) : (['right', 'wrong'] as const);
      for (const kind of kinds) {
        const list = html.slice(html.indexOf(`<ol class="${kind}"`)).split('</ol>')[0]!;
        expect(list.match(/<svg/g)?.length, `${entry.name} ${kind}`).toBe(5);
      }
      for (const habit of entry.habit_examples ? [entry.habit_examples] : []) {
        const [lowest, highest] = [habit.most.at(-1)!.mean, habit.least.at(-1)!.mean];
        // Bits are compared as shares of what the length of a sentence allows.
        if (habit.measure !== 'entropy_bits') expect(lowest, entry.name).toBeGreaterThan(highest);
        expect(html).toContain(`Of the ${habit.candidates} sentences of 8 to`);
      }
    }
  });

  it('have a title and a description of their own, and no number that is none', () => {
    const heads = entries.map(
      (entry) => /<title>.*?<\/title><meta name="description" content="[^"]*"/.exec(htmlOf(entry))?.[0] ?? '',
    );
    expect(new Set(heads).size).toBe(144);
    for (const [index, head] of heads.entries()) expect(head).toContain(`<title>Head ${entries[index]!.name} `);
    for (const entry of entries)
      expect(blocksOf(htmlOf(entry)).filter((block) => /NaN|undefined|null|Infinity/.test(block))).toEqual([]);
  });
});

describe('no page states a relation without its count, interval and baseline', () => {
  it('wherever the words of a relation stand, the numbers stand in the same sentence or row', () => {
    let found = 0;
    for (const entry of entries) {
      const blocks = blocksOf(htmlOf(entry));
      for (const one of entry.relations) {
        const words = wordsOf(one.relation, one.direction).toLowerCase();
        const stated = blocks.filter((block) => block.toLowerCase().includes(words));
        if (one.count < leastCases) expect(stated, entry.name).toEqual([]);
        for (const block of stated) for (const number of numbersOf(one)) expect(block, entry.name).toContain(number);
        found += stated.length;
      }
    }
    // Those that are drawn on each page, and the one of the examples where a relation names the head.
    const drawn = entries.reduce((sum, { relations }) => sum + drawnRelations(relations).length, 0);
    expect(drawn).toBeGreaterThan(400);
    const named = entries.filter((entry) => entry.habit_examples === null);
    expect(named.length).toBeGreaterThan(20);
    expect(found).toBeGreaterThanOrEqual(drawn + named.length);
  });

  it('the table has each relation of enough cases with both directions, each with its interval', () => {
    for (const entry of entries) {
      const blocks = blocksOf(htmlOf(entry));
      for (const relation of new Set(entry.relations.map((one) => one.relation))) {
        const both = directions.map(
          (direction) => entry.relations.find((one) => one.relation === relation && one.direction === direction)!,
        );
        const row = blocks.find((block) => block.startsWith(`| ${relation} |`));
        if (both[0]!.count < leastCases) {
          expect(row, `${entry.name} ${relation}`).toBeUndefined();
          continue;
        }
        const cells = row!
          .split('|')
          .map((cell) => cell.trim())
          .slice(2);
        const { count, baseline } = both[0]!;
        const offset = `${baseline.offset < 0 ? '−' : '+'}${Math.abs(baseline.offset)}`;
        expect(cells, `${entry.name} ${relation}`).toEqual([
          count.toLocaleString('en'),
          ...both.map(({ accuracy, low, high }) =>
            spaced(`${percentDigits(accuracy)} ${intervalText({ low: low!, high: high! })}`),
          ),
          spaced(`${percentDigits(baseline.accuracy)} at ${offset}`),
        ]);
      }
    }
  });
});
