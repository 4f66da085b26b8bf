import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isDeep, weightOpacity, weightTicks } from '../../../../../site/figures/marks/scale/weight-color.ts';

type Rgb = readonly [number, number, number];

const css = readFileSync(new URL('../../../../../site/styles/theme.css', import.meta.url), 'utf8');

function themeColor(name: string, theme: 'light' | 'dark'): Rgb {
  const [, light, dark] = css.match(new RegExp(`--${name}: light-dark\\(#(\\w{6}), #(\\w{6})\\)`)) ?? [];
  const hex = Number.parseInt((theme === 'light' ? light : dark) ?? '', 16);
  return [hex >> 16, (hex >> 8) & 255, hex & 255];
}

/** WCAG 2.2 relative luminance. */
function luminance(color: Rgb): number {
  const [r, g, b] = color.map((byte) => {
    const c = byte / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: Rgb, b: Rgb): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

function cellColor(weight: number, theme: 'light' | 'dark'): Rgb {
  const opacity = weightOpacity(weight);
  const paper = themeColor('paper', theme);
  const ink = themeColor('weight', theme);
  return [0, 1, 2].map((i) => paper[i]! * (1 - opacity) + ink[i]! * opacity) as unknown as Rgb;
}

const weights = Array.from({ length: 501 }, (_, i) => i / 500);

describe('colour of a weight', () => {
  it('has the square root of the weight as opacity, on the fixed domain 0..1', () => {
    expect([0, 0.01, 0.25, 1].map(weightOpacity)).toEqual([0, 0.1, 0.5, 1]);
    expect(weightOpacity(1.0000001)).toBe(1);
    expect(weightOpacity(-1e-9)).toBe(0);
  });

  it.each(['light', 'dark'] as const)(
    'moves away from the paper with every step of the weight in the %s theme',
    (theme) => {
      const distance = weights.map((weight) =>
        Math.abs(luminance(cellColor(weight, theme)) - luminance(themeColor('paper', theme))),
      );
      expect(distance).toEqual(distance.toSorted((a, b) => a - b));
      expect(new Set(distance).size).toBe(weights.length);
    },
  );

  it.each(['light', 'dark'] as const)('carries numerals with a contrast of at least 4.5 in the %s theme', (theme) => {
    for (const weight of weights) {
      const numeral = themeColor(isDeep(weight) ? 'on-deep' : 'on-pale', theme);
      expect(contrast(cellColor(weight, theme), numeral), `weight ${weight}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('marks what each token would get if all got the same', () => {
    expect(weightTicks(13).uniform).toEqual({ weight: 1 / 13, label: '1/13' });
    expect(weightTicks(13).fixed.map(({ label }) => label)).toEqual(['0', '.01', '.05', '.25', '1']);
  });
});
