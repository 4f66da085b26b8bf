import type { Token } from '../../../shared/tokenizer/token.ts';
import { presetTensors } from '../../first-paint/preset-trace.ts';
import { traceRow } from '../../model/trace.ts';
import { firstPreset, presets } from '../../reader/presets.ts';
import type { Diagram } from './diagram.ts';
import { arrow, box, label, part, strip } from './draw.ts';

/** So many of a vector's numbers are drawn. */
export const drawnNumbers = 64;

export const firstOf = (row: Iterable<number>): number[] => [...row].slice(0, drawnNumbers);

/** How the words of a sentence become tokens: the last words of the preset in which some are cut. */
export async function tokensDiagram(): Promise<Diagram> {
  const { text, pair } = presets.find(({ id }) => id === 'pieces')!;
  const { tokens } = await presetTensors({ text, pair }, ['hidden_states.0']);
  const from = tokens.findIndex((token) => token.text === 'like');
  const shown = tokens.slice(from);
  const rooms = shown.map(({ text: piece }) => 16 + 7.4 * piece.length);
  const starts = rooms.map((_, index) => 8 + rooms.slice(0, index).reduce((sum, room) => sum + room + 4, 0));
  const pieces = shown.map((token, index) => {
    const drawn = box(token.text, starts[index]!, 62, rooms[index]!);
    return token.special ? part('end', [starts[index]!, 62, rooms[index]!, 26], drawn) : drawn;
  });
  const [word, last] = [
    shown.findIndex(isCut(shown)),
    shown.findLastIndex(({ text: piece }) => piece.startsWith('##')),
  ];
  const whole = text.slice(shown[word]!.start, shown[last]!.end);
  const middle = (starts[word]! + starts[last]! + rooms[last]!) / 2;
  const centre = (index: number) => starts[index]! + rooms[index]! / 2;
  return {
    height: 96,
    markup: [
      label(`… like`, starts[0]!, 20),
      label(whole, middle, 20, { anchor: 'middle', kind: 'strong' }),
      label('.', starts[last + 1]! + 6, 20),
      arrow([middle - 10, 28], [centre(word), 58]),
      arrow([middle + 10, 28], [centre(last), 58]),
      ...pieces,
    ].join(''),
    alt: `The end of a text: ${whole} is cut into ${shown
      .slice(word, last + 1)
      .map(({ text: piece }) => piece)
      .join(' and ')}; [SEP] is put at the end.`,
  };
}

const isCut = (tokens: readonly Token[]) => (_: Token, index: number) =>
  tokens[index + 1]?.text.startsWith('##') ?? false;

/** One row of the table of tokens. */
export async function embeddingsDiagram(): Promise<Diagram> {
  const trace = await presetTensors(firstPreset, ['embeddings.word']);
  const rows = [2, 3, 6].map((index, at) => {
    const y = 24 + at * 22;
    const values = firstOf(traceRow(trace, 'embeddings.word', index));
    return label(trace.tokens[index]!.text, 52, y + 11, { anchor: 'end' }) + strip(values, 60, y, 290, 14);
  });
  return {
    height: 92,
    markup: [
      label('token', 52, 14, { anchor: 'end', kind: 'small' }),
      label('its row: 768 numbers, the first of them drawn', 60, 14, { kind: 'small' }),
      ...rows,
    ].join(''),
    alt: 'Three rows of the table of tokens: cat, sat and mat. Each row is 768 numbers, the same in every sentence; the first of them are drawn.',
  };
}

/** What is added up before the first layer. */
export async function positionsDiagram(): Promise<Diagram> {
  const token = 5;
  const names = ['embeddings.word', 'embeddings.position', 'embeddings.token_type', 'embeddings.sum'];
  const trace = await presetTensors(firstPreset, names);
  const words = ['token', 'position', 'segment', 'their sum'];
  const rows = names.map((name, index) => {
    const y = 12 + index * 30 + (index === 3 ? 8 : 0);
    const said = label(words[index]!, 84, y + 12, { anchor: 'end' });
    const covered = index < 3 ? part(words[index]!, [20, y - 3, 70, 20], said) : said;
    const sign =
      index < 3
        ? label(index === 0 ? '' : '+', 10, y + 12, { anchor: 'middle' })
        : label('=', 10, y + 12, { anchor: 'middle' });
    return sign + covered + strip(firstOf(traceRow(trace, name, token)), 96, y, 254, 14);
  });
  return {
    height: 134,
    markup: rows.join(''),
    alt: `The input of ${trace.tokens[token]!.text}: the vector of the token, that of the position and that of the segment are added, number by number. The first numbers of each are drawn.`,
  };
}
