import { describe, expect, it } from 'vitest';
import {
  type Attention,
  at,
  cat,
  cosine,
  type Filled,
  type Nested,
  printed,
  type Traced,
  usePlayground,
} from './playground-page.ts';

const { openLive, ask } = usePlayground();

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

  it('have bars that end before the number, however many digits a probability near 1 has', async () => {
    const page = await openLive('#text=The+trophy+does+not+fit+into+the+suitcase.&pair=It+is+too+big.&token=11');
    const bar = page.locator('#words .own td.bar');
    await bar.locator('data', { hasText: /^0\.9999/ }).waitFor();
    const between = await bar.evaluate((cell) => {
      const full = document.createElement('i');
      full.style.cssText = 'position: absolute; left: 0; height: 1px; width: calc(var(--share) * var(--full))';
      (cell as HTMLElement).style.position = 'relative';
      cell.append(full);
      return cell.querySelector('data')!.getBoundingClientRect().left - full.getBoundingClientRect().right;
    });
    expect(between).toBeGreaterThan(2);
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
