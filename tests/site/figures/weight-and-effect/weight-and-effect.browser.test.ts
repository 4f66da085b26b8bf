import { describe, expect, it } from 'vitest';
import { errorsOf, lineHas, useSite } from '../../open-page.ts';

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

  it("are asked for one layer of the reader's sentence when the reader wants it, and not before", async () => {
    const page = await open('/404');
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/v1/fill-mask') && request.postData()?.includes('head_mask'))
        asked.push(request.url());
    });
    await page.goto(url(`${path}#text=Dogs+chase+cats.&layer=3&head=2&token=3`));
    await lineHas(page, 'chase');
    const figure = page.locator('#weight-and-effect-figure');
    const button = figure.getByRole('button', { name: 'Try layer 3 on your sentence' });
    await button.waitFor();
    expect(asked).toEqual([]);
    await button.click();
    await figure.locator('.own', { hasText: 'Layer 3 of your sentence: 12 heads.' }).waitFor();
    const rho = await figure.locator('.rho').innerText();
    const value = Number(/[−-]?\d\.\d\d/.exec(rho)![0].replace('−', '-'));
    expect(rho).toContain('of 12 heads');
    expect(rho.includes('no direction, since chance alone reaches ±0.59')).toBe(Math.abs(value) <= 0.59);
    expect(asked.length).toBe(12);
    expect(await figure.locator('.wide circle').count()).toBe(12);
    expect(await figure.locator('.blanked').innerText()).toBe('dogs chase [MASK].');
    await figure.getByRole('button', { name: 'All 144 of the first sentence' }).click();
    await expect.poll(() => figure.locator('.wide circle').count()).toBe(144);
  }, 120_000);
});
