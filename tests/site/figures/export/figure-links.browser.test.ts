import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useSite } from '../../open-page.ts';

const { open, url } = useSite({ viewport: { width: 1280, height: 1600 } });

type Act = (figure: Locator) => Promise<unknown>;
const press =
  (name: string): Act =>
  (figure) =>
    figure.getByRole('button', { name, exact: true }).first().click();
const slide =
  (to: number, name?: string): Act =>
  (figure) =>
    figure
      .getByRole('slider', name === undefined ? {} : { name })
      .first()
      .fill(String(to));
const titled =
  (text: string): Act =>
  (figure) =>
    figure.locator('h2', { hasText: text }).waitFor();
const all =
  (...acts: Act[]): Act =>
  async (figure) => {
    for (const act of acts) await act(figure);
  };

/** What the reader does in each figure, and what of it stands in the link. */
const states: readonly [path: string, figure: string, act: Act, fields: RegExp][] = [
  ['/chapters/attention-off', 'attention-off', all(press('The food …'), slide(6)), /sentence=1&show\.layers=6/],
  [
    '/chapters/tokens',
    'word-rail',
    all(press('unhappiness'), titled('“unhappiness”'), slide(3, 'Tries made')),
    /word=unhappiness&show\.tries=3/,
  ],
  ['/chapters/tokens', 'longest-match', press('4 or more'), /guess=3/],
  ['/chapters/embeddings', 'word-map', (figure) => figure.locator('.choices button').nth(1).click(), /sum=0/],
  ['/chapters/embeddings', 'arithmetic', (figure) => figure.locator('.options button').nth(1).click(), /guess=1/],
  [
    '/chapters/embeddings',
    'own-sum',
    all((figure) => figure.getByLabel('Word to subtract').fill('london'), press('Compute')),
    /minus=london/,
  ],
  ['/chapters/positions', 'word-order', press('Swap police and thief'), /order=0\.4\.2\.3\.1\.5/],
  ['/chapters/positions', 'position-likeness', slide(200), /position=200/],
  ['/chapters/heads', 'take-it-away', slide(3, 'The first 6'), /heads=3/],
  ['/chapters/positions', 'take-it-away', press('Positions backwards'), /choice=2/],
  ['/chapters/projections', 'three-shadows', (figure) => figure.getByRole('combobox').selectOption('5'), /other=5/],
  ['/chapters/scores', 'key-shadows', press('Take this score apart: 64 products'), /apart=1/],
  [
    '/chapters/scores',
    'scores',
    all(press('largest first'), (figure) => figure.locator('.strip button, [data-token]').nth(3).click()),
    /key=3&show\.sorted=1/,
  ],
  [
    '/chapters/scores',
    'why-it-looks-there',
    all(
      (figure) => figure.locator('.strip button').nth(3).click(),
      titled('for “sat”'),
      press('What sets “sat” apart'),
    ),
    /key=3&show\.above=1/,
  ],
  [
    '/chapters/softmax',
    'take-it-away',
    all(press('5 to 8'), slide(70, 'Your guess'), (figure) =>
      figure.getByRole('slider', { name: 'Your guess' }).blur(),
    ),
    /first=4&show\.last=7&show\.guess=70&show\.seen=1/,
  ],
  ['/chapters/softmax', 'curve-and-vessel', all(slide(3, 'Divide'), press('Add 100 to all')), /added=100/],
  [
    '/chapters/softmax',
    'softmax',
    all(slide(5, 'add to every score'), slide(70, 'Your guess')),
    /added=5&show\.guess=70/,
  ],
  [
    '/chapters/weighted-sum',
    'value-strips',
    all(press('A head that looks at [SEP]'), (figure) => figure.locator('label', { hasText: 'length' }).click()),
    /step=sum&show\.bars=length&show\.sink=1/,
  ],
  [
    '/chapters/weighted-sum',
    'edit-a-weight',
    all((figure) => figure.getByRole('slider').nth(3).fill('90'), press('In all 12 heads of the layer')),
    /key=3&show\.share=0\.9&show\.scope=layer/,
  ],
  ['/chapters/weighted-sum', 'weighted-sum', (figure) => figure.getByRole('combobox').selectOption('7'), /component=7/],
  ['/chapters/residual', 'word-river', slide(4), /layers=4/],
  ['/chapters/residual', 'residual', slide(20), /guess=20/],
  [
    '/chapters/feed-forward',
    'unit-field',
    all(slide(2), (figure) => figure.locator('.units button').nth(2).click()),
    /unit=\d+&show\.count=10/,
  ],
  [
    '/chapters/layers',
    'transit-map',
    all((figure) => figure.locator('.choices button').nth(1).click(), slide(3)),
    /word=1&show\.layer=3/,
  ],
  ['/chapters/layers', 'two-sentences', (figure) => figure.getByRole('checkbox').check(), /trimmed=1/],
  ['/chapters/layers', 'layers', (figure) => figure.locator('.strip button').nth(2).click(), /other=2/],
  [
    '/chapters/layers',
    'causal-tracing',
    all((figure) => figure.locator('[data-cell="6,11"]').click(), press('what attention brought'), press('italy')),
    /token=6&show\.layer=11&show\.family=attention_output&show\.leaves=1/,
  ],
  [
    '/chapters/lenses',
    'take-it-away',
    all(press('Show the answer'), (figure) => figure.locator('.strip button', { hasText: 'tired' }).click()),
    /token=10&show\.seen=1/,
  ],
  ['/chapters/layers', 'take-it-away', press('Paris is the … of France.'), /paris=1/],
  ['/chapters/lenses', 'weight-and-effect', press('by length'), /bars=length/],
  ['/chapters/lenses', 'knock-out', press('all 12 heads of the layer'), /scope=layer/],
  ['/chapters/lenses', 'head-claims', (figure) => figure.locator('.claims button').nth(2).click(), /claim=\w+/],
];

async function woken(page: Page, id: string): Promise<Locator> {
  const figure = page.locator(`#${id}-figure`);
  await figure.scrollIntoViewIfNeeded();
  await figure.dispatchEvent('pointerover');
  await page.waitForFunction((id) => !document.querySelector(`#${id}-figure`)?.closest('astro-island[ssr]'), id);
  return figure;
}

const linkOf = async (figure: Locator) =>
  (await figure.getByRole('link', { name: 'Link', exact: true }).getAttribute('href')) ?? '';

/** What is seen once it has stood still, with the answer to what was done last. */
async function seenAtRest(figure: Locator): Promise<string> {
  for (let before = ''; ; ) {
    await figure.page().waitForTimeout(500);
    const [now, isBefore] = [await seenIn(figure), await figure.getAttribute('data-before')];
    if (now === before && isBefore === null) return now;
    before = now;
  }
}

/** Words, pressed buttons and the values of controls. */
function seenIn(figure: Locator): Promise<string> {
  return figure.evaluate((element) => {
    const controls = [...element.querySelectorAll<HTMLInputElement>('input, select')];
    const values = controls.map(({ type, checked, value }) => (/radio|checkbox/.test(type) ? checked : value));
    const pressed = [...element.querySelectorAll('[aria-pressed=true]')].map((one) => one.textContent?.trim());
    return JSON.stringify([(element as HTMLElement).innerText.replace(/\s+/g, ' '), pressed, values]);
  });
}

describe('the link to a figure shows what its sender saw', () => {
  it.each([...new Set(states.map(([path]) => path))])('of %s', { timeout: 180_000 }, async (path) => {
    const page = await open(path);
    for (const [, id, act, fields] of states.filter(([of]) => of === path)) {
      const figure = await woken(page, id);
      const before = await linkOf(figure);
      await act(figure);
      await expect.poll(() => linkOf(figure), { message: id }).toMatch(fields);
      expect(before, id).not.toMatch(fields);
      const seen = await seenAtRest(figure);
      const link = await linkOf(figure);
      const other = await open(`${path}${link}`);
      const same = await woken(other, id);
      await expect.poll(() => seenIn(same), { timeout: 20_000, message: id }).toBe(seen);
      expect(await linkOf(same), id).toBe(link);
      await other.close();
    }
  });

  it("and the reader's own words, which no server is asked for as an address", async () => {
    const page = await open('/chapters/tokens');
    const asked: string[] = [];
    page.context().on('request', (request) => asked.push(request.url()));
    const figure = await woken(page, 'word-rail');
    await figure.getByLabel('Your word').fill('zebrafishes');
    await expect.poll(() => linkOf(figure)).toContain('show.word=zebrafishes');
    const link = await linkOf(figure);
    const other = await open(`/chapters/tokens${link}`);
    await other.locator('#word-rail-figure').getByText('zebra', { exact: false }).first().waitFor();
    expect(await other.getByLabel('Your word').inputValue()).toBe('zebrafishes');
    expect(asked.filter((address) => address.includes('zebra'))).toEqual([]);
  });

  it('at the place of another sentence, once the model has answered it', async () => {
    const link = '#text=Dogs+chase+cats.&layer=5&head=3&token=2&figure=softmax-figure&show.factor=4&show.guess=3';
    const page = await open(`/chapters/softmax${link}`);
    const figure = await woken(page, 'softmax');
    await figure.getByText('×4').waitFor();
    expect(await figure.getByRole('slider', { name: 'Your guess' }).inputValue()).toBe('3');
    expect(await linkOf(figure)).toBe(link);
  });

  it('and ignores what no figure has written', async () => {
    const page = await open(
      '/chapters/softmax#text=Dogs+chase+cats.&layer=5&head=3&token=2&figure=softmax-figure&show.factor=3&show.guess=400&show.added=%3Cb%3E&show.x=1',
    );
    const figure = await woken(page, 'softmax');
    await figure.getByText('×1', { exact: true }).waitFor();
    await expect.poll(() => linkOf(figure)).toBe('#text=Dogs+chase+cats.&layer=5&head=3&token=2&figure=softmax-figure');
  });

  it('carries what else the page keeps in its address, as in the playground', async () => {
    const page = await open('/playground#layer=9&head=11&token=8&off=9.11&least=0.1');
    const link = page.locator('#matrix').getByRole('link', { name: 'Link', exact: true });
    await expect.poll(() => link.getAttribute('href')).toMatch(/least=0\.1&off=9\.11&figure=matrix$/);
  });

  it('goes no further than its page', async () => {
    const page = await open(
      '/chapters/softmax#text=Dogs+chase+cats.&layer=5&head=3&token=2&figure=softmax-figure&show.factor=4',
    );
    const link = page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Playground' });
    await expect.poll(() => link.getAttribute('href')).toBe('/playground#text=Dogs+chase+cats.&layer=5&head=3&token=2');
  });
});

describe('a click on the link', () => {
  const copiedLink = async (page: Page) => {
    const figure = await woken(page, 'softmax');
    const link = figure.getByRole('link', { name: 'Link', exact: true });
    await link.click();
    return { figure, address: url(`/chapters/softmax${await link.getAttribute('href')}`) };
  };

  it('copies the whole address, and says so', async () => {
    const page = await open('/chapters/softmax', { permissions: ['clipboard-read', 'clipboard-write'] });
    const { figure, address } = await copiedLink(page);
    await figure.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address);
    await figure.getByLabel('add to every score').fill('3');
    await figure.getByText('Copied').waitFor({ state: 'detached' });
  });

  it('shows the address where the clipboard is refused', async () => {
    const page = await open('/chapters/softmax');
    await page.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('no')) } });
    });
    const { figure, address } = await copiedLink(page);
    await figure.getByRole('status').filter({ hasText: 'Not copied' }).waitFor();
    expect(await figure.getByLabel('Address of this figure in this state').inputValue()).toBe(address);
  });
});
