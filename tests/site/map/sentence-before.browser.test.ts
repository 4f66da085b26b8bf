import { expect, it } from 'vitest';
import { askSentence, useSite } from '../open-page.ts';

const { open } = useSite({ patience: 60_000 });
const own = 'Anna lent Maria her umbrella although it was raining.';

it('the map is marked as of the sentence before until its own answer is there, and reads out what it draws', async () => {
  const page = await open('/map');
  const map = page.locator('.map');
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  const isFlow = (body: string | null) => body?.includes('token_mixing');
  await page.route('**/v1/trace', async (route) => {
    if (isFlow(route.request().postData())) await held;
    await route.continue();
  });
  // So long that one answer has not both the flow and the weights for which the line waits.
  await askSentence(page, `${own} ${'It rained all day. '.repeat(14)}`);
  await page.locator('.sentence-line [data-token=umbrella]').waitFor();
  expect(await page.locator('.map[data-before]').count()).toBe(1);
  const tokens = await map.getByRole('button', { name: /^Follow / }).allInnerTexts();
  expect(tokens.join(' ')).toContain('cat');
  answer();
  await page.locator('.map:not([data-before])').waitFor();
  await map.getByRole('button', { name: 'Follow umbrella' }).click();
  await map.locator('.into strong', { hasText: '“umbrella”' }).waitFor();
});
