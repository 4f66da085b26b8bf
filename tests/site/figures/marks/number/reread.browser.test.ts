import { readdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { firstPreset } from '../../../../../site/reader/presets.ts';
import { useSite } from '../../../open-page.ts';
import { ApiTensors, type TraceBody } from './api-source.ts';
import { evaluate } from './evaluate.ts';
import type { Node } from './nodes.ts';
import { parseTensorName } from './parse.ts';
import { isRounded } from './printed.ts';

const folder = new URL('../../../../../site/content/chapters/', import.meta.url);
const chapters = readdirSync(folder).map((file) => `/chapters/${file.replace(/\.mdx$/, '')}`);

/** Of |found - printed|, relative to numbers beyond 1. */
const tolerance = 1e-4;

const { open, url } = useSite({ viewport: { width: 1280, height: 9000 }, patience: 30_000 });
let api: ApiTensors;

beforeAll(() => {
  api = new ApiTensors(new URL(url('/')));
});

interface Printed {
  readonly name: string;
  /** All digits. */
  readonly value: number;
  /** What is read. */
  readonly text: string;
  /** `data-request` of the number or what is around it. */
  readonly request: string | undefined;
}

/** Every number of the model that a page prints. */
async function printedNumbers(page: Page): Promise<Printed[]> {
  return page.locator('main data[data-tensor]').evaluateAll((all) =>
    all.map((one) => ({
      name: one.getAttribute('data-tensor') ?? '',
      value: Number((one as HTMLDataElement).value),
      text: one.textContent?.trim() ?? '',
      request: one.closest('[data-request]')?.getAttribute('data-request') ?? undefined,
    })),
  );
}

function requestsOf(request: string | undefined, sentence: TraceBody): TraceBody[] {
  return [request === undefined ? sentence : JSON.parse(request)].flat();
}

/** One request for all the names of a place; each is asked again, and kept by then, when it is computed. */
async function fetchTogether(printed: readonly Printed[], sentence: TraceBody): Promise<void> {
  for (const place of new Set(printed.map(({ request }) => request))) {
    const nodes = printed.filter(({ request }) => request === place).flatMap(({ name }) => parsed(name));
    await api.source(nodes, requestsOf(place, sentence)).catch(() => undefined);
  }
}

/** No node where the name is none: that is found when it is computed. */
function parsed(name: string): Node[] {
  try {
    return [parseTensorName(name)];
  } catch {
    return [];
  }
}

/** What is wrong with these numbers, one sentence each. */
async function faults(printed: readonly Printed[], sentence: TraceBody): Promise<string[]> {
  const found: string[] = [];
  await fetchTogether(printed, sentence);
  for (const { name, value, text, request } of printed) {
    try {
      const node = parseTensorName(name);
      const { shape, data } = evaluate(node, await api.source([node], requestsOf(request, sentence)));
      const [again = Number.NaN] = data;
      if (shape.length > 0) found.push(`${name}: expected one number, found [${shape}]`);
      else if (!(Math.abs(again - value) <= tolerance * Math.max(1, Math.abs(again)))) {
        found.push(`${name}: the API says ${again}, the page ${value}`);
      } else if (!isRounded(text, value)) found.push(`${name}: "${text}" is not ${value} rounded`);
    } catch (error) {
      found.push(`${name}: ${(error as Error).message}`);
    }
  }
  return found;
}

/** Decimal numbers in a figure that say nothing of where they come from. Scales, and what papers
 * published, are no numbers of the model. */
const unnamed = (page: Page) =>
  page.locator('main :is(.chapter-figure, figure)').evaluateAll((figures) =>
    figures.flatMap((figure) => {
      const named =
        '[data-tensor], .legend, .model, [data-no-export]:not(.all-numbers), code, button, option, .visually-hidden, .chart, [data-published]';
      const texts = document.createTreeWalker(figure, NodeFilter.SHOW_TEXT);
      const found: string[] = [];
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        const isNumber = /(?<![\w.])-?\d*\.\d+(?![\w.]*\w)/.test(text.textContent ?? '');
        if (isNumber && !text.parentElement?.closest(named)) found.push(text.textContent!.trim());
      }
      return found;
    }),
  );

/** A guess in every figure that asks for one. */
async function guessAll(page: Page): Promise<void> {
  for (const first of await page.locator('.predict .options button:first-child').all()) await first.click();
  for (const ghost of await page.locator('.ghost-hold').all()) await ghost.press('ArrowRight');
}

describe.each(['/', '/map', ...chapters])('%s', (path) => {
  it('prints as built what the API gives again, within 1e-4, rounded rightly, and no number without a name', async () => {
    const page = await open(path, { javaScriptEnabled: false });
    const printed = await printedNumbers(page);
    expect(printed.length).toBeGreaterThan(3);
    expect(await faults(printed, { text: firstPreset.text })).toEqual([]);
    expect(await unnamed(page)).toEqual([]);
  });

  it("prints for the reader's own sentence what the API gives again, within 1e-4, guesses included", async () => {
    const page = await open(`${path}#text=Dogs+chase+cats.&layer=3&head=2&token=3`);
    await page.locator('main figure', { hasText: 'chase' }).first().waitFor();
    await page.waitForLoadState('networkidle');
    await guessAll(page);
    // Figures answer one after the other; each is right in the end.
    await expect
      .poll(async () => faults(await printedNumbers(page), { text: 'Dogs chase cats.' }), { timeout: 60_000 })
      .toEqual([]);
  });
});

describe('/playground', () => {
  it('prints as built what the API gives again, within 1e-4, rounded rightly, and no number without a name', async () => {
    const page = await open('/playground', { javaScriptEnabled: false });
    const printed = await printedNumbers(page);
    expect(printed.length).toBeGreaterThan(100);
    expect(await faults(printed, { text: firstPreset.text })).toEqual([]);
    expect(await unnamed(page)).toEqual([]);
  });

  it.each([
    {
      state: 'lengths of words, before and after heads are knocked out and a token is masked',
      fragment: '&head=4&lens=norm&words=1&fold=1&off=4.3,9.1&mask=5',
      names: [
        'kinds(score_attribution.terms[3][3][4]',
        'shares(words(attention_norms@1.3[3]))',
        'entropy(shares(',
        'hidden_states@1.12',
        'fill_mask@1.12',
      ],
    },
    {
      state: 'weights of two rows changed, a token masked',
      fragment: '&head=4&weight=4.4.4.5.60,4.4.4.2.10,2.1.4.3.90&mask=5',
      names: ['softmax(attention_scores.3[3][4])', 'entropy(attentions', 'hidden_states@1.12', 'fill_mask@1.12'],
    },
    {
      state: 'a second text beside the first, rolled out without a head',
      fragment: '&head=3&lens=rollout&off=2.3&other=Birds+fly.',
      names: ['shares(rollout(attentions@1)[3])', 'entropy(attentions', 'only('],
    },
  ])(
    'prints in $state what the API gives again, within 1e-4, and no number without a name',
    async ({ fragment, names }) => {
      const page = await open(`/playground#text=Snowboarding+dogs+chase+cats.&layer=4&token=4${fragment}`);
      await page.locator('#why').getByRole('button', { name: 'Take the score apart' }).click();
      for (const view of [
        'why .waterfall li',
        'neuron li',
        'layers small',
        'words tbody td',
        'changes tbody td',
        'compare .difference data',
      ]) {
        await page.locator(`#${view}`).first().waitFor();
      }
      for (const name of names) await page.locator(`[data-tensor*="${name}"]`).first().waitFor({ state: 'attached' });
      await page.waitForLoadState('networkidle');
      await expect
        .poll(async () => faults(await printedNumbers(page), { text: 'Snowboarding dogs chase cats.' }), {
          timeout: 60_000,
        })
        .toEqual([]);
      expect(await unnamed(page)).toEqual([]);
    },
    120_000,
  );
});

it('prints on the notes what the API gives again, within 1e-4', async () => {
  const page = await open('/notes', { javaScriptEnabled: false });
  const printed = await printedNumbers(page);
  expect(printed.length).toBeGreaterThan(10);
  expect(await faults(printed, { text: firstPreset.text })).toEqual([]);
});

it('finds a number that is not the one it says, a name that is none, and a number that is rounded wrongly', async () => {
  const wrong = [
    { name: 'attentions[8][10][8][2]', value: 0.5, text: '0.5', request: undefined },
    { name: 'sum of the others', value: 1, text: '1', request: undefined },
    { name: 'mean(attentions[8][10][8]) * 13', value: 1, text: '1.01', request: undefined },
  ];
  expect(await faults(wrong, { text: firstPreset.text })).toHaveLength(3);
});
