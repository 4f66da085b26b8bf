import { describe, expect, it } from 'vitest';
import diceSentences from '../../../site/content/dice-sentences.json' with { type: 'json' };
import presets from '../../../site/content/presets.json' with { type: 'json' };
import {
  askSentence,
  axeFindings,
  lineCounts,
  lineHas,
  lineTokens,
  openSheet,
  sentenceOf,
  useSite,
} from '../open-page.ts';
import { hashOf } from './line-page.ts';

const { open } = useSite({ patience: 20_000 });

it.each(['/', '/practice'])('the sheet of %s gives axe-core nothing to find in either theme', async (path) => {
  const page = await open(path);
  await openSheet(page);
  await page.locator('dialog .tokens li').first().waitFor();
  expect(await axeFindings(page, 'dialog.sentence-sheet')).toEqual([]);
});

describe('the sheet', () => {
  it('closes with Esc and by its button, keeps what was typed, and gives the focus back', async () => {
    const page = await open('/practice');
    for (const close of ['Escape', 'Done']) {
      const sheet = await openSheet(page);
      await sheet.getByLabel('Your sentence').fill(`It ends with ${close}.`);
      if (close === 'Done') await sheet.getByRole('button', { name: close }).click();
      else await page.keyboard.press(close);
      await sheet.waitFor({ state: 'detached' });
      await lineHas(page, 'ends');
      expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Change the sentence');
      expect(await sentenceOf(page)).toBe(`It ends with ${close}.`);
    }
  });

  it('is fetched when it is first opened', async () => {
    const page = await open('/chapters/softmax');
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
    await openSheet(page);
    expect(fetched.some((path) => path.includes('SentenceSheet'))).toBe(true);
  });

  it('offers its examples as sentences, and a dice with others', async () => {
    const page = await open('/');
    const sheet = await openSheet(page);
    const examples = await sheet
      .getByRole('list', { name: 'Sentences to start from' })
      .getByRole('button')
      .allInnerTexts();
    expect(examples.map((text) => text.trim().replace(' / ', ' '))).toEqual(
      presets.map(({ text, pair }) => `${text} ${pair}`.trim()),
    );
    const field = sheet.getByLabel('Your sentence');
    const thrown = new Set<string>();
    for (let throws = 0; throws < 4; throws++) {
      await sheet.getByRole('button', { name: 'Any sentence' }).click();
      const text = await field.inputValue();
      expect(diceSentences.map((one) => one.text)).toContain(text);
      thrown.add(text);
    }
    expect(thrown.size).toBeGreaterThan(1);
    const text = await field.inputValue();
    await expect.poll(async () => decodeURIComponent(hashOf(page)).replaceAll('+', ' ')).toContain(text);
    await sheet.getByText(/^As the model reads it/).waitFor();
  });

  it('takes a second sentence, and shows the tokens of both', async () => {
    const page = await open('/chapters/positions');
    await askSentence(page, 'Who sat?', 'The cat sat.');
    await lineCounts(page, 10);
    expect(await lineTokens(page)).toEqual(
      ['[CLS]', 'who', 'sat', '?', '[SEP]', 'the', 'cat', 'sat', '.', '[SEP]'].slice(0, 10),
    );
  });

  it('says that words were never learned once, and copies the link', async () => {
    const page = await open('/', { permissions: ['clipboard-read', 'clipboard-write'] });
    const sheet = await openSheet(page);
    await sheet.getByLabel('Your sentence').fill('I 🙂 you 🙂');
    await sheet.locator('.remark').waitFor();
    expect(await sheet.locator('.remark').allInnerTexts()).toEqual([
      'BERT never learned “🙂”. It reads “[UNK]”, unknown, in that place, whatever stood there.',
    ]);
    await sheet.getByRole('button', { name: 'Copy link' }).click();
    await sheet.getByRole('button', { name: 'Link copied' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(new URLSearchParams(new URL(copied).hash.slice(1)).get('text')).toBe('I 🙂 you 🙂');
  });
});
