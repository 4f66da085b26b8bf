import { describe, expect, it } from 'vitest';
import { askSentence, errorsOf, useSite } from '../../open-page.ts';

const { open } = useSite({ patience: 30_000 });
const path = '/chapters/embeddings';

describe('the map of words', () => {
  it("has the words of the reader's sentence on it in bold, from the first paint on and as they change", async () => {
    const page = await open(path);
    const errors = errorsOf(page);
    const bold = () => page.locator('.word-map .wide text.marked').allTextContents();
    expect(await bold()).toContain('cat');
    await askSentence(page, 'Tokyo is bigger than Oslo.');
    await page.locator('.word-map .wide text.marked', { hasText: 'tokyo' }).waitFor();
    expect(await bold()).toContain('oslo');
    expect(await bold()).not.toContain('cat');
    expect(errors).toEqual([]);
  });

  it('draws a sum as two equal arrows and says where it lands, also where that is another word', async () => {
    const page = await open(path);
    const figure = page.locator('.word-map');
    await figure.getByRole('button', { name: 'king − man + woman' }).click();
    await figure.locator('.said', { hasText: 'queen' }).waitFor();
    await figure.locator('.wide .landed').waitFor();
    const arrow = (name: string) =>
      figure.locator(`.wide line.${name}`).evaluate((line) => {
        const at = (end: string) => Number(line.getAttribute(end));
        return [at('x2') - at('x1'), at('y2') - at('y1')];
      });
    const [first, moved] = [await arrow('first'), await arrow('moving')];
    expect(Math.hypot(first[0]! - moved[0]!, first[1]! - moved[1]!)).toBeLessThan(0.01);
    await figure.getByRole('button', { name: 'paris − france + italy' }).click();
    await figure.locator('.said', { hasText: 'not rome' }).waitFor();
    await figure.locator('.wide .landed.wrong').waitFor();
  });
});
