import { describe, expect, it } from 'vitest';
import { askSentence, axeFindings, errorsOf, lineHas, useSite } from '../../open-page.ts';

const { open, url } = useSite({ patience: 60_000 });
const path = '/chapters/lenses';

describe('144 heads knocked out', () => {
  it('stand as dots without scripts, with what their order says of the effect', async () => {
    const page = await open(path, { javaScriptEnabled: false });
    const figure = page.locator('#weight-and-effect-figure');
    expect(await figure.locator('.wide circle').count()).toBe(144);
    expect(await figure.locator('.rho').innerText()).toMatch(/rank correlation\s+0\.\d\d/);
    expect(await figure.locator('tbody tr').count()).toBe(3);
    expect(await figure.locator('.rho').innerText()).toContain('of 144 heads');
    expect(await figure.locator('thead').innerText()).toContain('probability of');
  });

  it('are read by length instead of weight, and chosen by a tap', async () => {
    const page = await open(path);
    const errors = errorsOf(page);
    const figure = page.locator('#weight-and-effect-figure');
    const before = await figure.locator('.rho').innerText();
    await figure.getByRole('button', { name: 'by length' }).click();
    expect(await figure.locator('.rho').innerText()).not.toBe(before);
    const dot = figure.locator('.wide circle').first();
    const name = await dot.locator('title').textContent();
    const { x, y, width, height } = (await dot.boundingBox())!;
    await page.mouse.click(x + width / 2, y + height / 2);
    await figure.locator('tbody tr', { hasText: 'chosen' }).locator('th').filter({ hasText: name! }).waitFor();
    expect(errors).toEqual([]);
  });

  it("are one sweep of the reader's own short sentence, asked without a button, and told as they come", async () => {
    const page = await open('/404');
    const asked: string[] = [];
    page.on('request', (request) => request.url().endsWith('/v1/sweep') && asked.push(request.postData() ?? ''));
    await page.goto(url(`${path}#text=Dogs+chase+cats.&layer=3&head=2&token=3`));
    await lineHas(page, 'chase');
    const figure = page.locator('#weight-and-effect-figure');
    await expect.poll(() => figure.locator('.blanked').innerText(), { timeout: 60_000 }).toBe('dogs chase [MASK].');
    await expect.poll(() => figure.locator('.wide circle').count(), { timeout: 60_000 }).toBe(144);
    expect(asked.map((body) => JSON.parse(body))).toEqual([
      { text: 'Dogs chase cats.', over: 'heads', position: 3, mask_tokens: [3] },
    ]);
    const rho = await figure.locator('.rho').innerText();
    const value = Number(/[−-]?\d\.\d\d/.exec(rho)![0].replace('−', '-'));
    expect(rho).toContain('of 144 heads');
    expect(rho.includes('no direction, since chance alone reaches ±0.16')).toBe(Math.abs(value) <= 0.16);
  });

  it('are many passes over a long sentence, which the reader asks for and may stop; too long a one is told so', async () => {
    const page = await open('/404');
    const asked: string[] = [];
    page.on('request', (request) => request.url().endsWith('/v1/sweep') && asked.push(request.url()));
    const text = `${'Dogs chase cats and '.repeat(20)}run.`;
    await page.goto(url(`${path}#text=${encodeURIComponent(text)}&layer=3&head=2&token=3`));
    const figure = page.locator('#weight-and-effect-figure');
    const button = figure.getByRole('button', { name: 'Take away all 144 heads' });
    await button.waitFor();
    expect(asked).toEqual([]);
    await button.click();
    await figure
      .getByText(/\d+ of 144 heads/)
      .first()
      .waitFor();
    await expect.poll(() => asked.length, { timeout: 60_000 }).toBe(1);
    await figure.getByRole('button', { name: 'Stop' }).click();
    await button.waitFor();
    await askSentence(page, 'word '.repeat(140).trim());
    await figure.getByText('Up to 103 tokens it works.').waitFor();
    expect(asked).toHaveLength(1);
  });
});

describe('the map of all heads', () => {
  it('stands without scripts, with a number for each head', async () => {
    const page = await open(path, { javaScriptEnabled: false });
    const figure = page.locator('#weight-and-effect-figure');
    const cells = figure.getByRole('gridcell');
    expect(await cells.count()).toBe(144);
    expect(await figure.locator('.head-map [role=gridcell].known').count()).toBe(144);
    expect(await cells.nth(11 * 12 + 3).getAttribute('aria-label')).toMatch(/^Layer 12, head 4: times 0\.\d\d$/);
  });

  it('shares its head with the dots and the page: a click, arrow keys, and a dot each choose it', async () => {
    const page = await open(path);
    const errors = errorsOf(page);
    const figure = page.locator('#weight-and-effect-figure');
    const chosen = () => figure.locator('[role=gridcell][aria-selected=true]').getAttribute('data-cell');
    const dot = () => figure.locator('.wide circle.chosen title').textContent();
    await page.waitForFunction(
      () => !document.querySelector('#weight-and-effect-figure')?.closest('astro-island[ssr]'),
    );
    await figure.locator('[data-cell="11,3"]').click();
    expect([await chosen(), await dot()]).toEqual(['11,3', '12-4']);
    await expect.poll(() => page.url()).toMatch(/layer=12&head=4/);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowLeft');
    expect([await chosen(), await dot()]).toEqual(['10,2', '11-3']);
    expect(await figure.locator('.one-head').innerText()).toMatch(/^Without layer 11, head 3: “it” \.\d\d → \.\d\d/);
    expect(await page.locator('[data-cell="10,2"]').evaluate((cell) => cell === document.activeElement)).toBe(true);
    const first = figure.locator('.wide circle').first();
    const { x, y, width, height } = (await first.boundingBox())!;
    await page.mouse.click(x + width / 2, y + height / 2);
    const [layer, head] = (await dot())!.split('-').map(Number);
    expect(await chosen()).toBe(`${layer! - 1},${head! - 1}`);
    expect(errors).toEqual([]);
  });

  it('gives axe-core nothing to find in either theme, on a phone', async () => {
    const page = await open(path, { viewport: { width: 360, height: 740 } });
    expect(await axeFindings(page, '#weight-and-effect-figure')).toEqual([]);
  });
});
