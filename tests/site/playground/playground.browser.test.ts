import { execFileSync } from 'node:child_process';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { readSafetensors } from '../../../shared/tensors/safetensors.ts';
import { presets } from '../../../site/reader/presets.ts';
import { downloaded } from '../downloaded.ts';
import { askSentence, axeFindings, lineHas, openSheet, tokenPicked, useSite } from '../open-page.ts';

const cat = 'The cat sat on the mat because it was tired.';

const { open: openPath, url } = useSite({ viewport: { width: 1440, height: 5000 }, patience: 15_000 });

const open = (fragment = '', options: BrowserContextOptions = {}) => openPath(`/playground${fragment}`, options);

/** Until the page has its first answer, the overview is a picture and no canvas. */
async function openLive(fragment?: string, options?: BrowserContextOptions): Promise<Page> {
  const page = await open(fragment, options);
  await page.locator('.all-heads canvas').waitFor();
  return page;
}

/** Takes one of the sentences to start from, at its own place. */
async function takeExample(page: Page, id: string): Promise<void> {
  const sheet = await openSheet(page);
  const { text } = presets.find((preset) => preset.id === id)!;
  await sheet.getByRole('list', { name: 'Sentences to start from' }).getByRole('button', { name: text }).click();
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
}

type Nested = readonly (number | Nested)[];

async function ask<Answer>(route: string, body: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const response = await fetch(url(route), { method: 'POST', headers, body: JSON.stringify(body) });
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}

interface Attention {
  readonly attentions: Nested;
  readonly metrics: Readonly<Record<string, readonly (readonly number[])[]>>;
}

/** [row, column, number] of every numeral of the matrix. */
async function numerals(page: Page): Promise<[number, number, number][]> {
  return page.locator('#matrix .numeral data').evaluateAll((all) =>
    all.map((one) => {
      const [row, column] = (one.closest('[data-cell]') as HTMLElement).dataset.cell!.split(',').map(Number);
      return [row!, column!, Number((one as HTMLDataElement).value)];
    }),
  );
}

async function expectNumerals(page: Page, square: Nested, tolerance: number): Promise<void> {
  const printed = await numerals(page);
  expect(printed.length).toBeGreaterThan(20);
  for (const [row, column, value] of printed) {
    const expected = (square[row] as readonly number[])[column]!;
    expect(Math.abs(value - expected), `[${row}][${column}]`).toBeLessThan(tolerance);
  }
}

const lens = (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).check();
const settled = (page: Page) => page.locator('.panel[aria-busy=true]').first().waitFor({ state: 'detached' });

describe('the matrix', () => {
  it("prints the API's weights, within 1e-6, in tokens and in words", async () => {
    const page = await openLive();
    const { attentions } = await ask<Attention>('/v1/attention', { text: cat, layers: [8], heads: [10] });
    await expectNumerals(page, (attentions[0] as Nested)[0] as Nested, 1e-6);
    const { text, layer, head } = presets.find(({ id }) => id === 'pieces')!;
    await takeExample(page, 'pieces');
    await lineHas(page, '##boarding');
    await page.getByRole('checkbox', { name: 'words' }).check();
    await page.locator('.matrix .label.across', { hasText: 'snowboarding' }).waitFor();
    const merged = await ask<Attention>('/v1/attention', { text, layers: [layer], heads: [head], words: true });
    await expectNumerals(page, (merged.attentions[0] as Nested)[0] as Nested, 2e-6);
  });

  it('reads a head by norm and by rollout as the API does, within 1e-5', async () => {
    const page = await openLive();
    await lens(page, 'norm');
    await page.locator('.matrix-grid data[data-tensor^="shares(attention_norms.8[10])"]').first().waitFor();
    const norm = await ask<Attention>('/v1/attention', { text: cat, layers: [8], heads: [10], reduce: 'norm' });
    const lengths = (norm.attentions[0] as Nested)[0] as readonly (readonly number[])[];
    const shares = lengths.map((row) => row.map((value) => value / row.reduce((sum, other) => sum + other, 0)));
    await expectNumerals(page, shares, 1e-5);
    await lens(page, 'rollout');
    await page.locator('.matrix-grid data[data-tensor^="rollout[8]"]').first().waitFor();
    const rolled = await ask<Attention>('/v1/attention', { text: cat, layers: [8], reduce: 'rollout' });
    await expectNumerals(page, rolled.attentions[0] as Nested, 1e-5);
  });

  it('shows one text of a pair against the other, and what a row gives elsewhere', async () => {
    const page = await openLive();
    await takeExample(page, 'pair');
    await page.getByRole('radio', { name: 'A → B' }).check();
    await page.locator('.matrix .label', { hasText: 'elsewhere' }).waitFor();
    const columns = await page.locator('.matrix [role=columnheader] .down').allTextContents();
    expect(columns).toEqual(['the', 'cat', 'sat', 'on', 'the', 'mat', '.', '[SEP]']);
    expect((await page.locator('.matrix .across').allTextContents())[0]).toBe('[CLS]');
    await page.getByLabel('fold [CLS] [SEP]').check();
    expect((await page.locator('.matrix .across').allTextContents())[0]).toBe('where');
    expect(await page.locator('.matrix .end-label data').first().textContent()).toMatch(/^[\d.]+\s%$/);
  });
});

describe('all heads', () => {
  it('sorts them by what the API measures, and filters them', async () => {
    const page = await openLive();
    const { metrics } = await ask<Attention>('/v1/attention', { text: cat, metrics: true });
    const entropy = metrics.entropy!.flat();
    const order = entropy.map((_, index) => index).sort((a, b) => entropy[b]! - entropy[a]!);
    await lens(page, 'entropy');
    const first = await page.locator('.all-heads [role=gridcell]').first().getAttribute('aria-label');
    expect(first).toMatch(`Layer ${Math.floor(order[0]! / 12) + 1}, head ${(order[0]! % 12) + 1}, entropy`);
    await page.locator('.all-heads input[type=range]').fill('0.5');
    const kept = entropy.filter((value) => value >= 0.5 * Math.log2(13)).length;
    await page.getByText(`${kept} of 144 heads`).waitFor();
    await page.locator('.all-heads [role=gridcell]').first().click();
    await page
      .getByRole('heading', {
        name: `Layer ${Math.floor(order[0]! / 12) + 1} · Head ${(order[0]! % 12) + 1}`,
        exact: true,
      })
      .waitFor();
  });
});

describe('lines', () => {
  it('are as many as weights reach the threshold, for every head that is laid over', async () => {
    const page = await openLive(`#text=${encodeURIComponent(cat)}&layer=9&head=11&token=8&with=3&least=0.1`);
    await page.locator('.lines').getByRole('radio', { name: 'all' }).check();
    const { attentions } = await ask<Attention>('/v1/attention', { text: cat, layers: [8], heads: [10, 2] });
    const expected = attentions.flat(3).filter((weight) => (weight as number) >= 0.1).length;
    expect(await page.locator('.lines .lines path:not(.outline)').count()).toBe(expected);
    expect(await page.locator('.lines .lines').count()).toBe(2);
    expect(await page.locator('.row-bars li').first().locator('data').count()).toBe(2);
  });
});

interface Traced {
  readonly tensors: Readonly<Record<string, { readonly data: Nested }>>;
}
interface Filled {
  readonly masks: readonly {
    readonly candidates: readonly { readonly token: string; readonly probability: number }[];
  }[];
}

const at = (tensor: Nested, ...place: number[]) =>
  place.reduce<Nested | number>((part, index) => (part as Nested)[index]!, tensor);
const cosine = (a: readonly number[], b: readonly number[]) => {
  const dot = (x: readonly number[], y: readonly number[]) => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
};
/** The printed number of this name. */
async function printed(page: Page, panel: string, tensor: string): Promise<number> {
  const number = page.locator(`#${panel} data[data-tensor="${tensor}"]`).first();
  await number.waitFor();
  return Number(await number.getAttribute('value'));
}

describe('the chosen pair', () => {
  it("ranks all heads by the API's weight for it, leads to a head, and shows who else looks there, within 1e-6", async () => {
    const page = await openLive('#key=2');
    await page.locator('#pair ol li').nth(20).waitFor();
    const { attentions } = await ask<Attention>('/v1/attention', { text: cat });
    const weights = Array.from({ length: 144 }, (_, index) => ({
      index,
      weight: at(attentions, Math.floor(index / 12), index % 12, 8, 2) as number,
    })).sort((a, b) => b.weight - a.weight);
    await page.getByRole('button', { name: 'All 144 heads' }).click();
    const rows = page.locator('#pair ol').first().locator('li');
    const shown = await rows
      .locator('data')
      .evaluateAll((all) => all.map((one) => Number((one as HTMLDataElement).value)));
    expect(shown).toHaveLength(144);
    for (const [rank, value] of shown.entries()) expect(Math.abs(value - weights[rank]!.weight)).toBeLessThan(1e-6);
    const second = weights[1]!.index;
    await rows.nth(1).getByRole('button').click();
    const name = `Layer ${Math.floor(second / 12) + 1} · Head ${(second % 12) + 1}`;
    await page.locator('#matrix h2', { hasText: name }).waitFor();
    await page.locator('#pair').getByText(`${name} is number 2 of 144.`).waitFor();
    const column = page.locator('#pair ol').nth(1).locator('data').first();
    const largest = Math.max(
      ...Array.from({ length: 13 }, (_, row) => at(attentions, Math.floor(second / 12), second % 12, row, 2) as number),
    );
    expect(Math.abs(Number(await column.getAttribute('value')) - largest)).toBeLessThan(1e-6);
  });
});

describe('the neuron view', () => {
  it("shows the API's products, sum, score and weight of the pair that is chosen, within 1e-4", async () => {
    const page = await openLive('#layer=9&head=11&token=8&key=7');
    const { tensors } = await ask<Traced>('/v1/trace', {
      text: cat,
      tensors: ['query.8', 'key.8', 'attention_scores.8', 'attentions.8'],
    });
    const query = at(tensors['query.8']!.data, 10, 8) as readonly number[];
    const key = at(tensors['key.8']!.data, 10, 7) as readonly number[];
    const products = query.map((value, index) => value * key[index]!);
    const sum = products.reduce((total, product) => total + product, 0);
    expect(Math.abs((await printed(page, 'neuron', 'query.8[10][8] . key.8[10][7]')) - sum)).toBeLessThan(1e-4);
    const largest = products
      .map((_, index) => index)
      .sort((a, b) => Math.abs(products[b]!) - Math.abs(products[a]!))[0]!;
    const product = await printed(page, 'neuron', `query.8[10][8][${largest}] * key.8[10][7][${largest}]`);
    expect(Math.abs(product - products[largest]!)).toBeLessThan(1e-4);
    const score = await printed(page, 'neuron', 'attention_scores.8[10][8][7]');
    expect(Math.abs(score - (at(tensors['attention_scores.8']!.data, 10, 8, 7) as number))).toBeLessThan(1e-4);
    const weight = await printed(page, 'neuron', 'attentions[8][10][8][7]');
    expect(Math.abs(weight - (at(tensors['attentions.8']!.data, 10, 8, 7) as number))).toBeLessThan(1e-6);
    await page.locator('#neuron table').getByRole('button', { name: 'mat' }).click();
    await page.getByRole('heading', { name: 'One weight in the making: “it” to “mat”' }).waitFor();
  });
});

describe('the layers view', () => {
  it("shows the API's drift, mixing and words of every hidden state, within 1e-5", async () => {
    const page = await openLive('#text=Paris+is+the+[MASK]+of+France.&token=4');
    const text = 'Paris is the [MASK] of France.';
    const { tensors } = await ask<Traced>('/v1/trace', {
      text,
      tensors: ['hidden_states.0', 'hidden_states.7', 'mixing.6'],
    });
    const vector = (name: string) => at(tensors[name]!.data, 4) as readonly number[];
    await page.locator('#layers .own, #layers .word').first().waitFor();
    const drifted = await printed(page, 'layers', 'cos(hidden_states.7[4], hidden_states.0[4])');
    expect(Math.abs(drifted - cosine(vector('hidden_states.7'), vector('hidden_states.0')))).toBeLessThan(1e-5);
    expect(
      Math.abs((await printed(page, 'layers', 'mixing.6[4][0]')) - (at(tensors['mixing.6']!.data, 4, 0) as number)),
    ).toBeLessThan(1e-5);
    const { masks } = await ask<Filled>('/v1/fill-mask', { text, positions: [4], hidden_states: [0, 7, 12], top_k: 3 });
    const rows = await page.locator('#layers tbody tr').all();
    for (const [place, layer] of [0, 7, 12].entries()) {
      const words = await rows[layer]!.locator('.word .token').allTextContents();
      expect(words).toEqual(masks[place]!.candidates.map(({ token }) => token));
    }
  });
});

describe('words', () => {
  it('are predicted where a token is masked by a click, as the API does, and undone by another', async () => {
    const page = await openLive();
    const names = page.locator('#words').getByRole('button', { name: /^the( \(token [15]\))?$/ });
    expect(await names.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))).toEqual([
      'the (token 1)',
      'the (token 5)',
    ]);
    await page.locator('#words .strip button', { hasText: 'mat' }).click();
    await page.locator('#words caption', { hasText: 'In place of mat' }).waitFor();
    const { masks } = await ask<Filled>('/v1/fill-mask', { text: cat, mask_tokens: [6], top_k: 8 });
    await page.locator('#words tbody tr').nth(7).waitFor();
    expect(await page.locator('#words tbody th').allTextContents()).toEqual(
      masks[0]!.candidates.map(({ token }) => token),
    );
    const first = Number(await page.locator('#words data').first().getAttribute('value'));
    expect(Math.abs(first - masks[0]!.candidates[0]!.probability)).toBeLessThan(1e-5);
    await page.locator('.matrix .label', { hasText: '[MASK]' }).first().waitFor();
    await page.locator('#words .strip button', { hasText: 'mat' }).click();
    await page.locator('#words caption', { hasText: 'Read at' }).waitFor();
  });
});

describe('words beside a knock-out', () => {
  const head_mask = Array.from({ length: 12 }, (_, l) =>
    Array.from({ length: 12 }, (_, h) => Number(l !== 8 || h !== 10)),
  );

  it('show how far the log-odds move, and follow a word of the reader, within 1e-4', async () => {
    const page = await openLive('#off=9.11');
    await page.getByLabel('Follow a word').fill('She');
    await page.getByRole('button', { name: 'Follow', exact: true }).click();
    await page.locator('#words table').nth(1).locator('data').first().waitFor();
    const ofWord = async (word: string, changed: object) => {
      const body = { text: cat, positions: [8], targets: [word], ...changed };
      return (await ask<Filled>('/v1/fill-mask', body)).masks[0]!.candidates[0]!.probability;
    };
    const logOdds = (p: number) => Math.log(p / (1 - p));
    const value = (name: string) => printed(page, 'words', name);
    const [it, itBefore] = [await ofWord('it', { head_mask }), await ofWord('it', {})];
    const odds = (name: string) => `log(${name} / (1 - ${name}))`;
    const change = `${odds('fill_mask.12[8][2009]')} - ${odds('fill_mask@1.12[8][2009]')}`;
    expect(Math.abs((await value(change)) - (logOdds(it) - logOdds(itBefore)))).toBeLessThan(1e-3);
    const [she, sheBefore] = [await ofWord('she', { head_mask }), await ofWord('she', {})];
    expect(Math.abs((await value('log(fill_mask.12[8][2016])')) - Math.log(she))).toBeLessThan(1e-4);
    expect(Math.abs((await value('log(fill_mask@1.12[8][2016])')) - Math.log(sheBefore))).toBeLessThan(1e-4);
    expect(page.url()).toContain('follow=She');
  });

  it('refuse a word that is several entries of the vocabulary, and say which', async () => {
    const page = await openLive('#follow=snowboarding');
    await page.getByText('is 2 entries of BERT’s vocabulary: snow ##boarding.').waitFor();
    await page.getByLabel('Follow a word').fill('##boarding');
    await page.keyboard.press('Enter');
    await page.locator('#words table').nth(1).locator('data').first().waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.locator('#words table').nth(1).waitFor({ state: 'detached' });
  });
});

describe('changes to the model', () => {
  it('move the last vectors as the API says, are listed, undone and redone, and travel in the link', async () => {
    const page = await openLive();
    await page.getByRole('button', { name: 'Knock out head 11 of layer 9' }).click();
    await page.getByText('This head is knocked out: all its weights').waitFor();
    const head_mask = Array.from({ length: 12 }, (_, l) =>
      Array.from({ length: 12 }, (_, h) => Number(l !== 8 || h !== 10)),
    );
    const { tensors } = await ask<Traced>('/v1/trace', {
      text: cat,
      tensors: ['hidden_states.12'],
      head_mask,
      compare: true,
    });
    const after = at(tensors['hidden_states.12']!.data, 8) as readonly number[];
    const delta = at(tensors['delta.hidden_states.12']!.data, 8) as readonly number[];
    const name = 'cos(hidden_states.12[8], hidden_states@1.12[8])';
    expect(
      Math.abs(
        (await printed(page, 'changes', name)) -
          cosine(
            after,
            after.map((value, i) => value - delta[i]!),
          ),
      ),
    ).toBeLessThan(1e-4);
    expect(JSON.parse((await page.locator('#changes figure').getAttribute('data-request'))!)).toEqual([
      { text: cat, head_mask },
      { text: cat },
    ]);
    expect(page.url()).toContain('off=9.11');
    await page.getByRole('button', { name: 'Knock out all of layer 1' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Mask it' }).click();
    expect(await page.locator('#changes .on button').allTextContents()).toHaveLength(2);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Every view shows the model as it is.').waitFor();
    await page.getByRole('button', { name: 'Redo' }).click();
    expect(await page.locator('#changes .on button').allTextContents()).toHaveLength(1);
    const again = await openLive(new URL(page.url()).hash);
    await again.getByRole('button', { name: 'Bring back: Layer 9 · Head 11' }).waitFor();
    await again.locator('.all-heads .out').waitFor();
  });
});

describe('side by side', () => {
  it("shows text B with the API's numbers, and B − A cell by cell, within 1e-6", async () => {
    const other = 'The dog sat on the mat because it was tired.';
    const page = await openLive();
    await page.getByLabel('Text B', { exact: true }).fill(other);
    await page.getByRole('button', { name: 'Put it beside' }).click();
    await page.locator('.difference .numeral').first().waitFor({ state: 'attached' });
    const weights = async (text: string) =>
      at((await ask<Attention>('/v1/attention', { text, layers: [8], heads: [10] })).attentions, 0, 0) as Nested;
    const [a, b] = [await weights(cat), await weights(other)];
    const cells = await page
      .locator('.difference .numeral data')
      .evaluateAll((all) =>
        all.map((one) => [
          ...(one.closest('[data-cell]') as HTMLElement).dataset.cell!.split(',').map(Number),
          Number((one as HTMLDataElement).value),
        ]),
      );
    expect(cells.length).toBeGreaterThan(5);
    for (const [row, column, value] of cells) {
      expect(Math.abs(value! - ((at(b, row!, column!) as number) - (at(a, row!, column!) as number)))).toBeLessThan(
        1e-6,
      );
    }
    await page.getByText('Both have 13 rows').waitFor();
  });

  it('makes the changes to both texts, word for word, and says what stands beside what', async () => {
    const other = 'Yesterday the dog sat on the mat because it was tired.';
    const link = `#layer=10&head=1&off=9.11&mask=6&other=${encodeURIComponent(other)}`;
    const page = await openLive(link);
    await page.locator('#compare h3', { hasText: 'B: Layer 9 · Head 11 out, mat masked' }).waitFor();
    await page.locator('#compare h3', { hasText: 'A: Layer 9 · Head 11 out, mat masked' }).waitFor();
    await page.locator('#compare .side').nth(1).locator('.label', { hasText: '[MASK]' }).first().waitFor();
    const body = JSON.parse((await page.locator('#compare .side').nth(1).getAttribute('data-request'))!);
    expect(body).toMatchObject({ text: other, mask_tokens: [7] });
    expect(body.head_mask[8][10]).toBe(0);
  });

  it('says why a knocked-out head shows only zeros, and leads to a layer that shows what its absence does', async () => {
    const page = await openLive('#off=9.11');
    await page.locator('#compare h3', { hasText: 'Before: as typed, no head out' }).waitFor();
    await page.getByText('This head is knocked out, so its weights are 0').waitFor();
    await page.getByRole('button', { name: 'See head 11 of layer 10' }).click();
    await page.locator('#matrix h2', { hasText: 'Layer 10 · Head 11' }).waitFor();
    await page.locator('#compare .hint').waitFor({ state: 'detached' });
    await page.locator('#compare .difference .numeral').first().waitFor({ state: 'attached' });
  });

  it('subtracts only what texts of different length have in common, and says so', async () => {
    const page = await openLive(
      `#text=${encodeURIComponent(cat)}&other=${encodeURIComponent('The big cat sat on a mat.')}`,
    );
    await page.getByText('13 and 10 rows: only the 8 that both have, in the same order, are subtracted.').waitFor();
    expect(await page.locator('.difference .across').allTextContents()).toEqual([
      '[CLS]',
      'the',
      'cat',
      'sat',
      'on',
      'mat',
      '.',
      '[SEP]',
    ]);
  });
});

describe('what can be taken along', () => {
  /** What a POSIX shell makes of the words of a command. */
  const shellWords = (command: string) =>
    JSON.parse(
      execFileSync('sh', ['-c', `set -- ${command.replace(/^curl /, '')}; for word; do printf '%s\\0' "$word"; done`], {
        encoding: 'utf8',
      })
        .split('\0')
        .map((word) => JSON.stringify(word))
        .join(',')
        .replace(/^(.*)$/s, '[$1]'),
    ) as string[];

  it('is a curl command whose answer has the numbers on screen, within 1e-6, with heads out and a token masked', async () => {
    const page = await openLive('#text=It%27s+a+%22snowboarding%22+cat.&layer=3&head=5&token=1');
    await page.locator('.matrix .numeral data').first().waitFor();
    const run = async () => {
      const words = shellWords(await page.locator('#take pre').innerText());
      const body = words[words.indexOf('-d') + 1]!;
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(words.find((word) => word.startsWith('http'))!, { method: 'POST', headers, body });
      return (await response.json()) as Attention & Traced;
    };
    await expectNumerals(page, at((await run()).attentions, 0, 0) as Nested, 1e-6);
    const link = `${new URL(page.url()).hash}&off=1.1,2.4&mask=2`;
    await page.goto('about:blank');
    await page.goto(url(`/playground${link}`));
    await page.locator('.matrix .across', { hasText: '[MASK]' }).waitFor();
    await expectNumerals(page, at((await run()).tensors['attentions.2']!.data, 4) as Nested, 1e-6);
  });

  it('is a file of exact numbers, and a picture', async () => {
    const page = await openLive();
    const saved = async (name: string, panel: string) => {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.locator(`#${panel}`).getByRole('button', { name }).click(),
      ]);
      return downloaded(file);
    };
    const { tensors, metadata } = readSafetensors(new Uint8Array(await saved('Save as safetensors', 'take')));
    expect(tensors.attentions!.shape).toEqual([1, 1, 13, 13]);
    expect(metadata.model).toBe('bert-base-uncased');
    expect((await saved('PNG', 'matrix')).subarray(1, 4).toString()).toBe('PNG');
  });
});

describe('keys', () => {
  it('move the selection, change the model and open the sheet that lists them, and can be switched off', async () => {
    const page = await openLive();
    await page.keyboard.press(']');
    await page.getByRole('heading', { name: 'Layer 9 · Head 12', exact: true }).waitFor();
    await page.keyboard.press('n');
    expect(await tokenPicked(page)).toBe('was');
    await page.keyboard.press('x');
    await page.getByText('Layer 9 · Head 12 out').waitFor();
    await page.keyboard.press('u');
    await page.getByText('Every view shows the model as it is.').waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'How to use the playground' }).waitFor();
    await page.getByLabel('single-key shortcuts').uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('[');
    await page.getByRole('heading', { name: 'Layer 9 · Head 12', exact: true }).waitFor();
    const sheet = await openSheet(page);
    await sheet.getByLabel('Your sentence').fill('x [ ]');
    expect(await page.locator('#changes .on').count()).toBe(0);
  });
});

describe('512 tokens', () => {
  it('are drawn: all heads layers by layers as they come, one head as a picture that the arrow keys read', async () => {
    const page = await openLive('', { viewport: { width: 1440, height: 900 } });
    const text = Array.from({ length: 510 }, (_, index) => (index % 2 ? 'sat' : 'cat')).join(' ');
    await askSentence(page, text);
    const heatmap = page.locator('.matrix [role=application]');
    await heatmap.waitFor({ timeout: 60_000 });
    await page.getByText('2 of 12 layers are here').waitFor({ timeout: 60_000 });
    expect(await page.locator('.all-heads dl data').count()).toBe(8);
    await heatmap.focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowRight');
    expect(await heatmap.getAttribute('aria-label')).toMatch(/Now from \[CLS\] to cat \(token 1\), weight/);
    const { attentions } = await ask<Attention>('/v1/attention', { text, layers: [8], heads: [10] });
    const row = at(attentions, 0, 0, 0) as readonly number[];
    const largest = Number(await page.locator('.row-bars data').first().getAttribute('value'));
    expect(Math.abs(largest - Math.max(...row))).toBeLessThan(1e-6);
  }, 150_000);
});

describe('a link to the playground', () => {
  it('holds everything that is on screen, and gives it back', async () => {
    const page = await openLive();
    await lens(page, 'norm');
    await page.getByRole('checkbox', { name: 'words' }).check();
    await page.locator('.sentence-line [data-token=tired]').click();
    await settled(page);
    const { href } = new URL(page.url());
    expect(href).toContain('lens=norm&words=1');
    const again = await openLive(new URL(href).hash);
    await again.locator('.matrix-grid data[data-tensor^="shares(words(attention_norms.8[10]))"]').first().waitFor();
    expect(await tokenPicked(again)).toBe('tired');
  });
});

describe('without scripts', () => {
  it('shows the matrix, the lines and the overview of the first sentence', async () => {
    const page = await open('', { javaScriptEnabled: false });
    expect(await page.locator('.matrix [role=gridcell][data-cell]').count()).toBe(169);
    expect(await page.locator('.lines .lines path').count()).toBeGreaterThan(1);
    expect(await page.locator('.all-heads .picture').getAttribute('style')).toContain('/presets/cat.png');
  });
});

describe('axe-core', () => {
  it.each([1440, 360])('finds nothing at %i px in either theme, and nothing sticks out', async (width) => {
    const page = await openLive('', { viewport: { width, height: 900 } });
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
});
