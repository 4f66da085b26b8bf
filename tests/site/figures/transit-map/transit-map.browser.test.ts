import { describe, expect, it } from 'vitest';
import { askSentence, errorsOf, useSite } from '../../open-page.ts';

const { open } = useSite({ patience: 30_000 });
const path = '/chapters/layers';

describe('the ways of a word', () => {
  it('are followed station by station with the keyboard, the numbers going along', async () => {
    const page = await open(path);
    const errors = errorsOf(page);
    const figure = page.locator('.transit-map');
    const distances = () =>
      figure.locator('.said data').evaluateAll((all) => all.map((one) => Number((one as HTMLDataElement).value)));
    const [bank] = await distances();
    await figure.getByRole('slider', { name: 'Station' }).press('Home');
    await figure.locator('.said', { hasText: 'At the input' }).waitFor();
    expect((await distances())[0]).toBeLessThan(bank!);
    await figure.getByRole('button', { name: 'match' }).click();
    await figure.locator('.said', { hasText: 'After layer 12' }).waitFor();
    const [match, , any] = await distances();
    expect(match).toBeGreaterThan(any!);
    expect(await figure.locator('.lost').innerText()).toContain('as far off as any two words are');
    expect(errors).toEqual([]);
  });

  it("are those of the reader's own word as soon as there is one", async () => {
    const page = await open(path);
    await askSentence(page, 'Dogs chase cats.');
    const figure = page.locator('.transit-map');
    await figure.locator('.signs', { hasText: 'as it came in' }).waitFor();
    expect(await figure.getByRole('button', { name: 'Your word' }).getAttribute('aria-pressed')).toBe('true');
  });
});
