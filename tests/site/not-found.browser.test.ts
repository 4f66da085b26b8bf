import { expect, it } from 'vitest';
import { useSite } from './open-page.ts';

const { open } = useSite();

it('an address under a part of the site that has no such page leads to that part first, any other to all of them', async () => {
  const page = await open('/heads/13-1');
  expect(await page.locator('h1').innerText()).toBe('There is no page here');
  expect(await page.locator('.near a').getAttribute('href')).toBe('/heads');
  expect(await (await open('/Chapters/none')).locator('.near a').getAttribute('href')).toBe('/chapters');
  const elsewhere = await open('/nothing/heads');
  expect(await elsewhere.locator('.near').isVisible()).toBe(false);
  expect(await elsewhere.locator('.not-found li a').count()).toBeGreaterThan(10);
});
