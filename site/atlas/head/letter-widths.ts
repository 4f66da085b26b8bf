/** Advance widths of Source Serif 4, upright and regular, in thousandths of the font's size; measured in Chromium. */
const widths: Readonly<Record<number, string>> = {
  182: "'",
  225: '’‘',
  237: ' ',
  289: '!',
  302: ',.:;',
  303: 'j',
  320: '-[]',
  329: 'ilí',
  341: '/',
  359: 't',
  362: '()',
  369: 'f',
  376: 'I',
  381: '"J',
  414: '?',
  440: '“”',
  456: 'r',
  465: 's',
  490: 'z',
  514: '–',
  519: '$£',
  520: 'c',
  529: '0123456789',
  533: 'eé',
  541: 'aáâä',
  544: 'S',
  557: 'g',
  569: 'x',
  579: 'ovóö',
  586: 'yZ',
  594: 'k',
  601: 'q',
  612: 'F',
  618: 'bL',
  622: 'dpPE',
  628: 'uüT',
  643: 'hnñ',
  653: 'B',
  662: 'C',
  672: 'XY',
  700: 'AÁKRV',
  738: 'ODQUG',
  768: 'N',
  814: 'H—',
  836: 'w',
  935: 'M%',
  955: 'm',
  1005: 'W',
};

const widthOf = new Map(
  Object.entries(widths).flatMap(([width, letters]) => [...letters].map((letter) => [letter, Number(width)] as const)),
);
/** Of a letter that is not in the list: that of a small one. */
const ordinary = 560;

/** Width of a text in the face of sentences, in the unit of `size`. The browser's kerning makes it a little less. */
export function textWidth(text: string, size: number): number {
  return [...text].reduce((sum, letter) => sum + (widthOf.get(letter) ?? ordinary), 0) * (size / 1000);
}
