import { presetTensors } from '../../first-paint/preset-trace.ts';
import { upTo } from '../../model/attention-file.ts';
import { type Trace, traceRow } from '../../model/trace.ts';
import { firstPreset } from '../../reader/presets.ts';
import type { Diagram } from './diagram.ts';
import { arrow, fixed, label, matrix, part, strip, withLabels } from './draw.ts';
import { firstOf } from './of-input.ts';

const { layer, head, token } = firstPreset;
const to = 2;

export function headTrace(): Promise<Trace> {
  const names = ['query', 'key', 'value', 'attention_scores', 'attentions'].map((name) => `${name}.${layer}`);
  return presetTensors(firstPreset, [...names, `hidden_states.${layer}`, `context.${layer}`]);
}

/** One vector, projected three times. */
export function projectionsDiagram(trace: Trace): Diagram {
  const roles = ['query', 'key', 'value'] as const;
  const rows = roles.map((role, index) => {
    const y = 76 + index * 30;
    const values = [...traceRow(trace, `${role}.${layer}`, head, token)];
    return [
      arrow([18, 38], [18, y + 7], [36, y + 7]),
      matrix('W', 'QKV'[index]!, 40, y + 12, role),
      label('+', 70, y + 12, { anchor: 'middle' }),
      matrix('b', 'QKV'[index]!, 79, y + 12, role),
      arrow([102, y + 7], [120, y + 7]),
      part(role, [122, y - 3, 52, 20], label(role, 126, y + 12, { kind: `strong ${role}` })),
      strip(values, 178, y, 128, 14),
    ].join('');
  });
  const input = strip(firstOf(traceRow(trace, `hidden_states.${layer}`, token)), 10, 20, 296, 16);
  return {
    height: 162,
    markup: [label(`the vector of ${trace.tokens[token]!.text}`, 10, 14, { kind: 'small' }), input, ...rows].join(''),
    alt: 'The whole vector of a token goes through three matrices, with a bias each, and becomes the query, the key and the value of a head.',
  };
}

/** The same with how many numbers each vector has. */
export function projectionSizesDiagram(trace: Trace): Diagram {
  const sizes = [label('768', 316, 33), ...upTo(3).map((row) => label('64', 316, 88 + row * 30))];
  return withLabels(
    projectionsDiagram(trace),
    sizes,
    'A vector of 768 numbers goes through three matrices, with a bias each, and becomes the query, the key and the value of a head, 64 numbers each.',
  );
}

/** One score: the product of a query and a key, divided. */
export function scoresDiagram(trace: Trace): Diagram {
  const query = [...traceRow(trace, `query.${layer}`, head, token)];
  const key = [...traceRow(trace, `key.${layer}`, head, to)];
  const [asks, answers] = [trace.tokens[token]!.text, trace.tokens[to]!.text];
  return {
    height: 106,
    markup: [
      label(`query of ${asks}`, 104, 24, { anchor: 'end', kind: 'query' }),
      strip(query, 112, 12, 240, 14),
      part('key', [16, 40, 92, 20], label(`key of ${answers}`, 104, 54, { anchor: 'end', kind: 'key' })),
      strip(key, 112, 42, 240, 14),
      label('their products, added,', 96, 92),
      part('division', [226, 77, 34, 22], label('/ 8', 234, 92)),
      arrow([264, 88], [280, 88]),
      label('the score', 286, 92, { kind: 'strong' }),
    ].join(''),
    alt: `The query of ${asks} and the key of ${answers}: their products are added; divided by 8 that is the score.`,
  };
}

/** A row before and after softmax. */
export function softmaxDiagram(trace: Trace): Diagram {
  const scores = traceRow(trace, `attention_scores.${layer}`, head, token);
  const weights = traceRow(trace, `attentions.${layer}`, head, token);
  const [least, most] = [Math.min(...scores), Math.max(...scores)];
  const step = 344 / scores.length;
  const columns = trace.tokens.map(({ text }, index) => {
    const x = 8 + step * (index + 0.5);
    const y = 62 - (36 * (scores[index]! - least)) / (most - least);
    const top = 150 - 64 * weights[index]!;
    const name = `attentions.${layer}[${head}][${token}][${index}]`;
    const bar = `<rect class="weight" x="${fixed(x - step * 0.35)}" y="${fixed(top)}" width="${fixed(step * 0.7)}" height="${fixed(150 - top)}" data-tensor="${name}"/>`;
    const said = `<text class="small" text-anchor="end" transform="translate(${fixed(x + 4)} 160) rotate(-60)">${text}</text>`;
    return `<circle class="dot" cx="${fixed(x)}" cy="${fixed(y)}" r="3"/>${bar}${said}`;
  });
  return {
    height: 210,
    markup: [
      label('scores, any number', 8, 12, { kind: 'small' }),
      arrow([300, 70], [300, 88]),
      part('softmax', [228, 66, 66, 22], label('softmax', 261, 82, { anchor: 'middle', kind: 'strong' })),
      label('weights, they sum to', 8, 80, { kind: 'small' }),
      part('sum', [118, 66, 20, 20], label('1', 126, 80, { kind: 'strong' })),
      `<path class="arrow" d="M8 150H352"/>`,
      ...columns,
    ].join(''),
    alt: `The row of ${trace.tokens[token]!.text}: above, a score for each token, some below zero; below, after softmax, weights that are all positive and sum to 1. The largest is that of ${trace.tokens[weights.indexOf(Math.max(...weights))]!.text}.`,
  };
}

/** Units of a weight of 1. */
const barLength = 60;

/** What one token receives: the values of all, each as strong as its weight. */
export function weightedSumDiagram(trace: Trace): Diagram {
  const weights = traceRow(trace, `attentions.${layer}`, head, token);
  const best = [...weights]
    .map((weight, index) => ({ weight, index }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 4);
  const rows = best.map(({ weight, index }, at) => {
    const y = 24 + at * 26;
    const values = [...traceRow(trace, `value.${layer}`, head, index)];
    const name = `attentions.${layer}[${head}][${token}][${index}]`;
    return [
      label(trace.tokens[index]!.text, 40, y + 12, { anchor: 'end' }),
      `<rect class="ground" x="48" y="${y}" width="${barLength}" height="14"/>`,
      `<rect class="weight" x="48" y="${y}" width="${fixed(barLength * weight)}" height="14" data-tensor="${name}"/>`,
      label('×', 117, y + 12, { anchor: 'middle' }),
      `<g opacity="${fixed(Math.max(0.2, Math.sqrt(weight)))}">${strip(values, 126, y, 226, 14)}</g>`,
    ].join('');
  });
  const result = [...traceRow(trace, `context.${layer}`, head, token)];
  return {
    height: 170,
    markup: [
      label('weight', 48, 14, { kind: 'small' }),
      label('value', 126, 14, { kind: 'small value' }),
      ...rows,
      label('and the others, with little weight', 126, 140, { kind: 'small' }),
      label(`the sum, for ${trace.tokens[token]!.text}`, 116, 161, { anchor: 'end' }),
      strip(result, 126, 149, 226, 14),
    ].join(''),
    alt: `What ${trace.tokens[token]!.text} receives: the value of each token times its weight, added up. The largest weights are those of ${best.map(({ index }) => trace.tokens[index]!.text).join(', ')}.`,
  };
}

/** The twelve heads of one layer as twelve small pictures. */
export function headsDiagram(trace: Trace): Diagram {
  const { shape } = trace.tensors[`attentions.${layer}`]!;
  const [count, size] = shape as [number, number];
  const side = 52;
  const pictures = Array.from({ length: count }, (_, index) => {
    const [x, y] = [8 + (index % 6) * 59, 24 + Math.floor(index / 6) * 60];
    const rows = Array.from({ length: size }, (_row, from) => traceRow(trace, `attentions.${layer}`, index, from));
    const ground = `<rect class="ground" x="${x}" y="${y}" width="${side}" height="${side}"/>`;
    return `${ground}<g transform="translate(${x} ${y}) scale(${side / size})">${cellsOf(rows)}</g>`;
  });
  return {
    height: 140,
    markup: label('the heads of one layer, side by side', 8, 14, { kind: 'small' }) + pictures.join(''),
    alt: 'The weights of the heads of one layer on the first sentence: twelve different pictures, side by side. In most of them many rows rest on the last column, [SEP].',
  };
}

const levels = 4;

/** The cells of a matrix of weights, one path for each strength; those of one strength that lie side by side are one. */
function cellsOf(rows: readonly Float32Array[]): string {
  const paths = new Map<number, string>();
  for (const [from, row] of rows.entries()) {
    const strengths = [...row].map((weight) => Math.round(Math.sqrt(weight) * levels));
    for (let to = 0; to < strengths.length; to++) {
      const level = strengths[to]!;
      const begin = to;
      while (strengths[to + 1] === level) to += 1;
      const width = to + 1 - begin;
      if (level > 0) paths.set(level, `${paths.get(level) ?? ''}M${begin} ${from}h${width}v1h-${width}z`);
    }
  }
  return [...paths].map(([level, path]) => `<path class="weight" opacity="${level / levels}" d="${path}"/>`).join('');
}
