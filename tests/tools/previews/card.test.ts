import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cardSvg } from '../../../tools/previews/card.ts';
import { cardPng } from '../../../tools/previews/card-png.ts';
import { headPicture } from '../../../tools/previews/head-picture.ts';
import { pageWords } from '../../../tools/previews/page-words.ts';
import { linesOf, type TextStyle } from '../../../tools/previews/svg-text.ts';

const serif: TextStyle = { family: 'Source Serif 4', weight: 600, size: 64, color: '#000000' };
const words = { kicker: 'Chapter 6 · Softmax', title: 'Why not just take the largest?', caption: 'A & B <of> “it”' };
const square =
  '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9"><rect width="9" height="9" fill="#0a6b2f"/></svg>';

/** Palette and pixels of an indexed PNG whose lines have no filter. */
function decoded(png: Uint8Array): { palette: number[][]; pixels: Buffer[] } {
  const buffer = Buffer.from(png);
  const chunk = (type: string) => {
    const at = buffer.indexOf(type, 0, 'latin1');
    return buffer.subarray(at + 4, at + 4 + buffer.readUInt32BE(at - 4));
  };
  const lines = inflateSync(chunk('IDAT'));
  const colours = [...chunk('PLTE')];
  return {
    palette: Array.from({ length: colours.length / 3 }, (_, index) => colours.slice(3 * index, 3 * index + 3)),
    pixels: Array.from({ length: 630 }, (_, row) => lines.subarray(row * 1201 + 1, (row + 1) * 1201)),
  };
}

describe('the card of a link preview', () => {
  it('breaks words into lines that have room, and no word', () => {
    expect(linesOf('Why not just take the largest?', 450, serif)).toEqual(['Why not just', 'take the', 'largest?']);
    expect(linesOf('one', 1, serif)).toEqual(['one']);
    expect(linesOf('a b', 1000, serif)).toEqual(['a b']);
  });

  it('is 1200 by 630, on exactly the paper of the pages, with the picture in its box and words beside it', async () => {
    const { palette, pixels } = decoded(await cardPng(cardSvg(words, square)));
    const colour = (x: number, y: number) => palette[pixels[y]![x]!];
    expect(colour(1190, 5)).toEqual([0xfc, 0xfb, 0xf8]);
    expect(colour(857, 315)).toEqual([0x0a, 0x6b, 0x2f]);
    // The square is as high as the box, and stands in its middle.
    expect([colour(570, 315), colour(590, 315)]).toEqual([
      [0xfc, 0xfb, 0xf8],
      [0x0a, 0x6b, 0x2f],
    ]);
    const inked = pixels
      .slice(140, 380)
      .filter((line) => line.subarray(56, 500).some((pixel) => pixel !== pixels[5]![1190])).length;
    expect(inked).toBeGreaterThan(100);
  });

  it('keeps a colour that is rare and unlike the others among hundreds of shades', async () => {
    const shades = Array.from({ length: 500 }, (_, index) => {
      const colour = `rgb(${40 + (index % 200)},${60 + Math.floor(index / 3)},${90 + (index % 7) * 20})`;
      return `<rect x="${index % 25}" y="${Math.floor(index / 25)}" width="1" height="1" fill="${colour}"/>`;
    });
    const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 25 20">${shades.join('')}<rect x="12.4" y="9.9" width=".2" height=".2" fill="#c00008"/></svg>`;
    const { palette } = decoded(await cardPng(cardSvg(words, picture)));
    expect(palette.length).toBeLessThanOrEqual(128);
    expect(palette).toContainEqual([0xc0, 0x00, 0x08]);
  });

  it('says the question of a chapter, and of a head what is said of it', () => {
    const head =
      '<meta name="description" content="Head 3-1 of BERT, measured over 1,000 sentences. The next token: gets .92 of it."><meta property="og:title" content="Head 3-1 · Understanding BERT’s Attention Mechanism">';
    expect(pageWords('/heads/3-1', head)).toMatchObject({ kicker: 'Head 3-1 of BERT', title: 'The next token' });
    const chapter =
      '<meta property="og:title" content="Scores · Understanding BERT’s Attention Mechanism"><p class="number" x>Chapter 5 · 2 minutes</p><p class="lead" x>When does it &amp; fit?</p>';
    expect(pageWords('/chapters/scores', chapter)).toMatchObject({
      kicker: 'Chapter 5 · Scores',
      title: 'When does it & fit?',
    });
    expect(() => pageWords('/chapters/scores', head)).toThrow('/chapters/scores: expected');
    expect(() => headPicture('/heads/3-1', head)).toThrow('/heads/3-1: expected the portrait of a head, found none');
  });
});
