import { describe, expect, it } from 'vitest';
import presets from '../../../site/content/presets.json' with { type: 'json' };
import { presetTrace } from '../../../site/first-paint/preset-trace.ts';
import { estimateTokens, mostTokensOf } from '../../../site/model/token-count.ts';
import { firstPreset } from '../../../site/reader/presets.ts';
import { keptToken, restOf } from '../../../site/sentence/typing.ts';

describe('how long typing must rest', () => {
  const words = (count: number) => ({ text: Array(count).fill('cat').join(' '), pair: '' });
  it('is 150 ms up to 64 tokens and 600 ms beyond', () => {
    expect([restOf(words(1)), restOf(words(62)), restOf(words(63))]).toEqual([150, 150, 600]);
    expect(restOf({ text: words(40).text, pair: words(40).text })).toBe(600);
  });

  it.each(presets)('goes by an estimate within a fifth of the tokens of “$id”, and below the bound', async (preset) => {
    const { tokens } = await presetTrace(preset);
    const estimate = estimateTokens(preset);
    expect(Math.abs(estimate - tokens.length)).toBeLessThanOrEqual(Math.max(2, tokens.length / 5));
    expect(estimate).toBeLessThanOrEqual(mostTokensOf(preset));
  });
});

describe("the reader's token in a text that is changed", async () => {
  const { tokens } = await presetTrace(firstPreset);
  const kept = (text: string, token = 8, pair = '') => keptToken({ ...firstPreset, token }, tokens, { text, pair });

  it('stays as long as nothing up to its end is another', () => {
    expect(kept('The cat sat on the mat because it was hungry and wet.')).toBe(8);
    expect(kept('The cat sat on the mat because it')).toBe(8);
  });

  it('is the first word where what comes before it has changed, or where it is no word', () => {
    expect(kept('The dog sat on the mat because it was tired.')).toBe(1);
    expect(kept('The cat sat on the mat because i')).toBe(1);
    expect(kept('A new one.')).toBe(1);
    expect(kept(firstPreset.text, 0)).toBe(1);
    expect(kept(firstPreset.text, 12)).toBe(1);
  });
});
