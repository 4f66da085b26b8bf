import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nameAt, type SiteEntry, type SiteFamily, shapeInWords, siteTable } from '../../../shared/bert/site-table.ts';
import { type Site, shapeAt, siteFamilies } from '../../../shared/bert/sites.ts';
import { outputShapes } from '../../../shared/engine/outputs.ts';
import { tinyConfig } from './tiny-bert.ts';

const entries = Object.entries(siteTable) as [SiteFamily, SiteEntry][];
const inLayer0 = (name: string) => name.replace('{layer}', '0');

describe('siteTable', () => {
  it('has every site where numbers may be changed, in the order of the pass', () => {
    expect(entries.map(([family]) => nameAt(family))).toEqual(siteFamilies);
  });

  it.each(entries)('%s: its chapter is one', (_, { chapter }) => {
    expect(existsSync(`site/content/chapters/${chapter}.mdx`)).toBe(true);
  });

  it.each(entries)('%s: a trace has it by its name, or another whose numbers it has', (family, { sameAs }) => {
    const outputs = outputShapes(tinyConfig, { maskedLm: true, pooler: true });
    expect(outputs.has(inLayer0(nameAt(family)))).toBe(sameAs === undefined);
    if (sameAs) expect(outputs.has(inLayer0(sameAs))).toBe(true);
  });

  it.each(entries)('%s: its shape in words is that of its numbers', (family) => {
    const { numAttentionHeads: heads, hiddenSize, headSize, intermediateSize } = tinyConfig;
    const n = 7;
    const sizes: Record<string, number> = {
      n,
      heads,
      hidden: hiddenSize,
      'head size': headSize,
      '4 hidden': intermediateSize,
    };
    const words = shapeInWords(family).slice(1, -1).split(', ');
    const ofHead = shapeAt(tinyConfig, inLayer0(nameAt(family)) as Site, n);
    expect(words.map((word) => sizes[word])).toEqual([...(words[0] === 'heads' ? [heads] : []), ...ofHead]);
  });

  it('names a hook at most once, of one of the parts of a HookedEncoder', () => {
    const hooks = entries.flatMap(([, { hook }]) => hook ?? []);
    expect(new Set(hooks).size).toBe(hooks.length);
    for (const hook of hooks) expect(hook).toMatch(/^(embed|blocks\.\{layer\}(\.(attn|mlp|ln1))?)\.hook_\w+$/);
  });
});
