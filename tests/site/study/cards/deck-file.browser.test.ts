import { describe, expect, it } from 'vitest';
import { writeDeckFile } from '../../../../site/study/cards/deck-file.ts';
import { useSite } from '../../open-page.ts';
import { exported, importFile, own, ownDeck, state } from './on-the-page.ts';

const { open } = useSite();

/** From now on what is read of one store of the page's database arrives so many milliseconds later. Runs in the page. */
function answerLate({ store, ms }: { store: string; ms: number }): void {
  const { addEventListener } = IDBRequest.prototype;
  IDBRequest.prototype.addEventListener = function (type: string, heard: (event: Event) => void) {
    const isLate = type === 'success' && this.source instanceof IDBObjectStore && this.source.name === store;
    addEventListener.call(this, type, isLate ? (event) => setTimeout(heard, ms, event) : heard);
  };
}

describe('the deck as a file', () => {
  it('gives the same state in another browser, and comes back after a reset', async () => {
    const page = await open('/cards');
    await importFile(page, 'deck.json', writeDeckFile(ownDeck));
    await page.locator('.cards h2', { hasText: own.front }).waitFor();
    for (const grade of ['3', '1', '4']) {
      await page.keyboard.press('Space');
      await page.keyboard.press(grade);
    }
    await page.getByText('7 new today').waitFor();
    const file = await exported(page, 'Export (JSON)');
    // Pages that are opened alike share one profile, and what it stores.
    const other = await open('/cards', { locale: 'en-GB' });
    await importFile(other, 'deck.json', file);
    await other.getByText('7 new today').waitFor();
    expect(await exported(other, 'Export (JSON)')).toBe(file);
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('button', { name: 'Keep everything' }).click();
    expect(await state(page)).toContain('7 new today');
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('button', { name: 'Delete the deck' }).click();
    await page.getByText('10 new today').waitFor();
    await importFile(page, 'deck.json', file);
    await page.getByText('7 new today').waitFor();
    expect(await exported(page, 'Export (JSON)')).toBe(file);
  });

  it("goes to Anki with its header lines, and what Anki's file adds comes in", async () => {
    const page = await open('/cards');
    await importFile(page, 'anki.txt', '#separator:tab\n#html:true\nWhat asks?\tthe <i>query</i>\nonly a front\t\n');
    await page.getByText('1 new card;').waitFor();
    await page.getByText('line 4: expected a front and a back').waitFor();
    const text = await exported(page, 'Export for Anki');
    expect(text).toMatch(/^#separator:tab\n#html:true\n/);
    expect(text).toContain('\tWhat asks?\tthe <i>query</i>\t');
    await importFile(page, 'anki.txt', text);
    await page.getByText('0 new cards;').waitFor();
    await importFile(page, 'notes.json', '{"cards":1}');
    await page.getByText('1 entry of the file could not be read').waitFor();
  });
});

describe('a file', () => {
  const header = '#separator:tab\n#guid column:1\n';
  it('corrects a card that it names, and its schedule stays', async () => {
    const page = await open('/cards');
    await importFile(page, 'a.txt', `${header}G1\tcapital of France?\tPariss\n`);
    await page.getByText('1 new card;').waitFor();
    await page.keyboard.press('Space');
    await page.keyboard.press('4');
    await page.getByText('9 new today').waitFor();
    await importFile(page, 'a.txt', `${header}G1\tcapital of France?\tParis\n`);
    await page.getByText('0 new cards; 1 corrected;').waitFor();
    await page.getByText('9 new today').waitFor();
    const deck = JSON.parse(await exported(page, 'Export (JSON)'));
    expect(deck.cards[0]).toMatchObject({ id: 'G1', own: { back: 'Paris' }, schedule: { reps: 1 } });
  });

  it('that comes while a grade is being stored is on the page, and so is the grade', async () => {
    const page = await open('/cards');
    const late = { store: 'setAside', ms: 300 };
    await page.evaluate(answerLate, late);
    await page.keyboard.press('Space');
    await page.keyboard.press('4');
    await importFile(page, 'a.txt', `${header}G1\tcapital of France?\tParis\n`);
    await page.getByText('1 new card;').waitFor();
    await page.waitForTimeout(2 * late.ms);
    const deck = JSON.parse(await exported(page, 'Export (JSON)'));
    expect(deck.cards.map(({ own }: { own?: object }) => own)).toContainEqual(
      expect.objectContaining({ back: 'Paris' }),
    );
    expect(deck.reviews).toHaveLength(1);
  });

  it.each(['OWN.JSON', 'own.json.txt', 'own', 'own.csv'])('is a deck whatever its name: %s', async (name) => {
    const page = await open('/cards');
    await importFile(page, name, JSON.stringify(ownDeck));
    await page.getByText('Imported: 1 card of your own.').waitFor();
  });

  it.each([
    ['notes.json', 'not json', 'found text that is no JSON'],
    ['empty.json', '', 'The file is empty.'],
    ['empty.txt', ' \n', 'The file is empty.'],
    ['prose.txt', 'One head looks back.\nOne looks ahead; one at itself.\nAll add up.', 'Expected a deck'],
  ])('that holds no deck is refused in words, and makes no card: %s', async (name, text, words) => {
    const page = await open('/cards');
    await importFile(page, name, text);
    const said = page.getByText(`${name} was not imported.`);
    await said.waitFor();
    expect(await said.innerText()).toContain(words);
    expect(JSON.parse(await exported(page, 'Export (JSON)')).cards).toEqual([]);
  });

  it('of everything brings the notes too, and a second time nothing', async () => {
    const page = await open('/cards');
    const notes = {
      version: 1,
      notes: [{ id: 'a', name: 'naps.md', text: 'A nap.', kept: '2026-11-30T09:00:00.000Z' }],
    };
    const file = JSON.stringify({ deck: ownDeck, notes });
    await importFile(page, 'study.json', file);
    await page.getByText('Imported: 1 card of your own, 1 file of your notes.', { exact: true }).waitFor();
    await importFile(page, 'study.json', file);
    await page.getByText('the file has nothing that is not here already').waitFor();
  });

  it('that is no UTF-8 is refused in words', async () => {
    const page = await open('/cards');
    const buffer = Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x09, 0x78]);
    await page.getByLabel('Import a file').setInputFiles({ name: 'latin.txt', mimeType: 'text/plain', buffer });
    await page.getByText('latin.txt was not imported. Expected text in UTF-8').waitFor();
  });

  it.each([
    '2 * 3 * 4 = 24',
    '`code` ~x~',
    '**bold** [@clark2019] @clark2019',
    '<b>b</b> &amp; {{x}} [[y]] {z}',
    '1. one',
  ])('has cards that show what is written: %j', async (front) => {
    const page = await open('/cards');
    await importFile(page, 'a.txt', `#separator:tab\n#html:false\n${front}\t${front}\n`);
    await page.locator('.cards h2', { hasText: front }).waitFor();
    await page.keyboard.press('Space');
    expect((await page.locator('.answer p').innerText()).trim()).toBe(front);
  });
});
