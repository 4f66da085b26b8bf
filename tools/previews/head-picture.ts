import { placeOf, portraitSize, tokenLine } from '../../site/atlas/head/portrait.ts';
import { escaped } from './svg-text.ts';

/** What the page's style sheet says of the portrait, in the light theme. */
const style = `
  .arcs { fill: none; stroke: #7e50c4; }
  .token { stroke: #b9b4bd; stroke-width: 3; }
  .special { stroke: #5d5a66; stroke-width: 3; }
  circle { fill: #1d1a24; }
  .point { fill: #5d5a66; }
`;

const names = [
  ['cls', '[CLS]'],
  [-4, '−4'],
  [0, 'a token'],
  [4, '+4'],
  ['sep', '[SEP]'],
] as const;

/** The portrait of a head as its page has it, with its own style sheet, and the names below. @throws Error where the page has none */
export function headPicture(path: string, html: string): string {
  const drawn = /<figure class="portrait".*?<svg[^>]*>(.*?)<\/svg>/s.exec(html)?.[1];
  if (drawn === undefined) throw new Error(`${path}: expected the portrait of a head, found none`);
  const { width, height } = portraitSize;
  const y = tokenLine + 24;
  const labels = names.map(([to, name]) => `<text x="${placeOf(to).toFixed(1)}" y="${y}">${escaped(name)}</text>`);
  const view = `viewBox="-12 -14 ${width + 24} ${height + 40}"`;
  const font = 'font-family="IBM Plex Sans" font-size="13" fill="#5d5a66" text-anchor="middle"';
  return `<svg xmlns="http://www.w3.org/2000/svg" ${view} overflow="visible"><style>${style}</style>${drawn}<g ${font}>${labels.join('')}</g></svg>`;
}
