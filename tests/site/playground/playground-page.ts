import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { useSite } from '../open-page.ts';

export const cat = 'The cat sat on the mat because it was tired.';

export type Nested = readonly (number | Nested)[];

export interface Attention {
  readonly attentions: Nested;
  readonly metrics: Readonly<Record<string, readonly (readonly number[])[]>>;
}

/** [row, column, number] of every numeral of the matrix. */
export async function numerals(page: Page): Promise<[number, number, number][]> {
  return page.locator('#matrix .numeral data').evaluateAll((all) =>
    all.map((one) => {
      const [row, column] = (one.closest('[data-cell]') as HTMLElement).dataset.cell!.split(',').map(Number);
      return [row!, column!, Number((one as HTMLDataElement).value)];
    }),
  );
}

export async function expectNumerals(page: Page, square: Nested, tolerance: number): Promise<void> {
  const printed = await numerals(page);
  expect(printed.length).toBeGreaterThan(20);
  for (const [row, column, value] of printed) {
    const expected = (square[row] as readonly number[])[column]!;
    expect(Math.abs(value - expected), `[${row}][${column}]`).toBeLessThan(tolerance);
  }
}

export const lens = (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).check();

export interface Traced {
  readonly tensors: Readonly<Record<string, { readonly data: Nested }>>;
}

export interface Filled {
  readonly masks: readonly {
    readonly candidates: readonly { readonly token: string; readonly probability: number }[];
  }[];
}

export const at = (tensor: Nested, ...place: number[]) =>
  place.reduce<Nested | number>((part, index) => (part as Nested)[index]!, tensor);

export const cosine = (a: readonly number[], b: readonly number[]) => {
  const dot = (x: readonly number[], y: readonly number[]) => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
};

/** The printed number of this name. */
export async function printed(page: Page, panel: string, tensor: string): Promise<number> {
  const number = page.locator(`#${panel} data[data-tensor="${tensor}"]`).first();
  await number.waitFor();
  return Number(await number.getAttribute('value'));
}

/** Holds back the heads of all layers but those of the first answer, until what it gives is called. */
export async function holdLayers(page: Page, first: number): Promise<() => void> {
  const held: (() => void)[] = [];
  await page.route('**/v1/attention', async (route) => {
    const { layers } = route.request().postDataJSON() as { layers?: number[] };
    if (layers && layers.length > 1 && !layers.includes(first)) await new Promise<void>((go) => held.push(go));
    await route.continue().catch(() => undefined);
  });
  return () => {
    for (const go of held) go();
  };
}

/** The playground on a screen that shows all of it, and the API that it asks. */
export function usePlayground() {
  const { open: openPath, url } = useSite({ viewport: { width: 1440, height: 5000 }, patience: 15_000 });
  const open = (fragment = '', options: BrowserContextOptions = {}) => openPath(`/playground${fragment}`, options);
  return {
    open,
    url,
    /** Until the page has its first answer, the overview is a picture and no canvas. */
    async openLive(fragment?: string, options?: BrowserContextOptions): Promise<Page> {
      const page = await open(fragment, options);
      await page.locator('.all-heads canvas').waitFor();
      return page;
    },
    async ask<Answer>(route: string, body: object): Promise<Answer> {
      const headers = { 'content-type': 'application/json', accept: 'application/json' };
      const response = await fetch(url(route), { method: 'POST', headers, body: JSON.stringify(body) });
      expect(response.status).toBe(200);
      return (await response.json()) as Answer;
    },
  };
}
