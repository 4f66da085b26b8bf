import type { Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { askSentence, lineCounts, lineHas, lineTokens, openSheet, sentenceOf, useSite } from './open-page.ts';

const { open } = useSite();
const wide = { viewport: { width: 1280, height: 3400 } };
/** What the API says to programs, which no page may print. */
const forPrograms = 'text: expected at most 512 tokens, found 9. Shorten it, or send "truncate": true.';

const error =
  (status: number, code: string, headers: Record<string, string> = {}) =>
  (route: Route) =>
    route.fulfill({ status, headers, json: { error: { message: forPrograms, type: 'x', param: null, code } } });

/** Neighbours are told in different words, so that none passes for the one after it. */
const answers: [string, (route: Route) => Promise<void>, string][] = [
  ['no connection', (route) => route.abort(), 'The model could not be reached.'],
  ['503', error(503, 'overloaded'), 'The model is busy with other questions.'],
  ['500', error(500, 'internal_error'), 'Something went wrong where the model runs.'],
  ['429', error(429, 'rate_limit_exceeded', { 'retry-after': '60' }), 'ask again in 60 s'],
  ['a page that is no answer', (route) => route.fulfill({ status: 502, body: '<html>' }), 'Something went wrong'],
  ['an answer that cannot be read', (route) => route.fulfill({ body: 'x' }), 'in a way this page cannot read'],
  ['400 for the length', error(400, 'context_length_exceeded'), 'the model reads 512 tokens at most'],
  ['400 for anything else', error(400, 'out_of_range'), 'asked for something that the model does not know'],
  ['413', error(413, 'tensor_too_large'), 'more numbers than one answer can hold'],
];

it.each(['/', '/chapters/scores', '/playground'])(
  'on %s whatever is no answer is told in words for the reader, and nothing is lost',
  async (path) => {
    const page = await open(path, wide);
    for (const [index, [name, answer, words]] of answers.entries()) {
      const text = `The dog ran to the red house ${index}.`;
      await page.route('**/v1/**', answer);
      await askSentence(page, text);
      await page.locator('.status .trouble', { hasText: words }).waitFor();
      const said = await page.locator('main').innerText();
      expect(said, name).not.toMatch(/truncate|expected at most|found 9/);
      expect(await sentenceOf(page), name).toBe(text);
      expect(await page.locator('.sentence-line .row.before [data-token]').count(), name).toBe(13);
      expect(said, name).toContain('Still the sentence before: 13 tokens');
      await page.unroute('**/v1/**');
    }
  },
);

it('a busy model is asked again when it says, and nobody notices', async () => {
  const page = await open('/', wide);
  let refused = 0;
  await page.route('**/v1/attention', (route) => {
    refused += 1;
    return refused <= 2 ? error(503, 'answers_waiting', { 'retry-after': '0' })(route) : route.continue();
  });
  await askSentence(page, 'Dogs chase cats.');
  await lineHas(page, 'chase');
  expect(refused).toBe(3);
});

it('a model that stays busy is not asked for ever', async () => {
  const page = await open('/', wide);
  let asked = 0;
  await page.route('**/v1/attention', (route) => {
    asked += 1;
    return error(503, 'answers_waiting', { 'retry-after': '0' })(route);
  });
  await askSentence(page, 'Dogs chase cats.');
  await page.locator('.status .trouble', { hasText: 'busy' }).waitFor();
  expect(asked).toBe(5);
});

describe('a text that is too long', () => {
  const text = 'word '.repeat(513).trim();

  it('is shown with the part struck through that would not be read, and can be cut there', async () => {
    const page = await open('/', wide);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await askSentence(page, text);
    const words = '3 tokens too long: the part struck through is not read.';
    await page.locator('.sentence-line .status', { hasText: words }).waitFor();
    const sheet = await openSheet(page);
    await sheet.getByText('515 tokens, 3 more than the model reads').waitFor();
    expect(await sheet.locator('.status').innerText()).toContain(words);
    expect(await sheet.locator('.tokens .beyond').count()).toBe(3);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await expect.poll(() => page.locator('.sentence-line .beyond').count()).toBe(3);
    expect(await lineTokens(page)).not.toContain('cat');
    expect(asked.filter((path) => path === '/v1/attention')).toEqual([]);
    await page.getByRole('button', { name: 'Read what fits' }).click();
    await lineCounts(page, 512);
    expect(await sentenceOf(page)).toBe('word '.repeat(510).trim());
  });

  it('of a whole book is not sent whole, and says so', async () => {
    const page = await open('/', wide);
    await askSentence(page, 'Call me Ishmael. '.repeat(20_000).trim());
    await page
      .locator('.sentence-line')
      .getByText(/More than \d+ tokens too long/)
      .waitFor();
    expect((await lineTokens(page)).length).toBeLessThan(1200);
    const sheet = await openSheet(page);
    expect(await sheet.locator('.tokens li').count()).toBeLessThan(1200);
  });
});

it('an empty box says why nothing happens, until something is typed', async () => {
  const page = await open('/', wide);
  const sheet = await openSheet(page);
  await sheet.getByLabel('Your sentence').fill('   ');
  await sheet.getByLabel('Your sentence').press('Enter');
  await page.getByText('There is nothing to read yet: type a sentence').waitFor();
  expect(await page.getByRole('textbox', { name: 'Your sentence' }).getAttribute('aria-invalid')).toBe('true');
  await page.getByRole('textbox', { name: 'Your sentence' }).fill('Yes.');
  await page.getByText('There is nothing to read yet').waitFor({ state: 'detached' });
});

it.each([
  ['I love it 🙂!', 'BERT never learned “🙂”.'],
  ['مرحبا بالعالم', 'BERT knows the letters of “مرحبا”'],
  ['中国', 'Chinese characters are read one by one'],
])('%s: what this BERT never learned is said once', async (text, remark) => {
  const page = await open('/', wide);
  await askSentence(page, text);
  await openSheet(page);
  await page.locator('.remark', { hasText: remark }).waitFor();
  expect(await page.locator('.remark').count()).toBe(1);
});

it('the model in the tab is offered before anything goes wrong, with what it costs', async () => {
  const page = await open('/', wide);
  await openSheet(page);
  await page.getByRole('button', { name: 'Or run BERT in this tab' }).click();
  await page.getByRole('button', { name: 'Run in this tab (97 MB)' }).waitFor();
});
