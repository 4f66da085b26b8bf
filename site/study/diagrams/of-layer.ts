import { presetTensors } from '../../first-paint/preset-trace.ts';
import { traceRow } from '../../model/trace.ts';
import { firstPreset } from '../../reader/presets.ts';
import type { Diagram } from './diagram.ts';
import { arrow, box, label, part, strip } from './draw.ts';
import { firstOf } from './of-input.ts';

const { layer, token } = firstPreset;

/**
 * Where the weight goes and of what the result is made, in BERT-base on average [kobayashi2021]: what the card of it says,
 * so that the drawing shows the card's numbers.
 */
export function residualDiagram(): Diagram {
  const rows = [
    { words: 'of the weight', percent: 96 },
    { words: 'of the result', percent: 19 },
  ];
  const bars = rows.map(({ words, percent }, index) => {
    const y = 24 + index * 30;
    const bar = `<rect class="ground" x="96" y="${y}" width="200" height="18"/><rect class="weight" x="96" y="${y}" width="${2 * percent}" height="18"/>`;
    return label(words, 88, y + 14, { anchor: 'end' }) + bar + label(`${percent}\u00a0%`, 306, y + 14);
  });
  return {
    height: 82,
    markup: [
      label('from other tokens', 96, 14, { kind: 'small' }),
      label('from itself', 296, 14, { anchor: 'end', kind: 'small' }),
      ...bars,
    ].join(''),
    alt: "BERT-base, on average: other tokens get 96\u00a0% of the weight, but 19\u00a0% of the attention block's result comes from them. The rest is the token's own vector, which is added back.",
  };
}

/** Through which sizes the feed-forward part takes a vector. */
export async function feedForwardDiagram(): Promise<Diagram> {
  const names = ['attention_block', 'intermediate', 'feed_forward_output'].map((name) => `${name}.${layer}`);
  const trace = await presetTensors(firstPreset, names);
  const [input, units, output] = names.map((name) => firstOf(traceRow(trace, name, token)));
  const funnel = (from: number, to: number) =>
    `<path class="funnel" d="${from < to ? 'M130 34L40 62H320L230 34Z' : 'M40 92H320L230 120H130Z'}"/>`;
  return {
    height: 146,
    markup: [
      funnel(0, 1) + funnel(1, 0),
      strip(input!, 130, 16, 100, 14),
      label('768', 240, 28),
      strip(units!, 40, 70, 280, 14),
      part('units', [258, 44, 62, 20], label('3,072', 316, 59, { anchor: 'end' })),
      part('bend', [36, 44, 60, 20], label('GELU', 44, 59)),
      strip(output!, 130, 124, 100, 14),
      label('768', 240, 136),
    ].join(''),
    alt: 'The feed-forward part, for each token alone: 768 numbers become 3,072, pass GELU, and become 768 again. The first of each are drawn.',
  };
}

/** One layer, from the vectors that come in to those that go out. */
export function layersDiagram(): Diagram {
  const steps = [
    { y: 162, words: 'attention', name: 'attention' },
    { y: 62, words: 'feed-forward', name: 'feed-forward' },
  ];
  const halves = steps.map(({ y, words, name }) => {
    const add = part(`${name}-add`, [76, y - 22, 24, 22], label('+', 88, y - 6, { anchor: 'middle', kind: 'strong' }));
    return [
      arrow([88, y + 44], [88, y + 2]),
      arrow([88, y + 34], [170, y + 34], [170, y + 26]),
      part(name, [120, y, 110, 26], box(words, 120, y, 110)),
      arrow([170, y], [170, y - 11], [102, y - 11]),
      `<circle class="plus" cx="88" cy="${y - 11}" r="11"/>`,
      add,
      arrow([88, y - 22], [88, y - 30]),
      part(`${name}-norm`, [40, y - 56, 96, 26], box('LayerNorm', 40, y - 56, 96)),
    ].join('');
  });
  return {
    height: 226,
    markup: [
      ...halves,
      label('from the layer before', 104, 218, { kind: 'small' }),
      arrow([88, 6], [88, 0]),
      label('residual path', 80, 186, { anchor: 'end', kind: 'small' }),
      label('one layer', 352, 16, { anchor: 'end', kind: 'small' }),
    ].join(''),
    alt: 'One layer, from below: attention, its result added to the vector that came in, LayerNorm; then feed-forward, its result added to what came in there, LayerNorm. The vector goes on to the next layer.',
  };
}
