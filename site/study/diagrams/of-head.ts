import { cellDigits, twoDigits } from '../../figures/marks/number/number-format.ts';
import { presetTensors } from '../../first-paint/preset-trace.ts';
import { type Trace, traceRow } from '../../model/trace.ts';
import { firstPreset } from '../../reader/presets.ts';
import type { Diagram } from './diagram.ts';
import { arrow, fixed, label, matrix, part, strip } from './draw.ts';
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
      arrow([18, 38], [18, y + 7], [40, y + 7]),
      matrix('QKV'[index]!, 44, y + 12, role),
      arrow([68, y + 7], [86, y + 7]),
      part(role, [88, y - 3, 52, 20], label(role, 92, y + 12, { kind: `strong ${role}` })),
      strip(values, 146, y, 160, 14),
      part(`${role}-size`, [312, y - 3, 44, 20], label('64', 316, y + 12)),
    ].join('');
  });
  const input = strip(firstOf(traceRow(trace, `hidden_states.${layer}`, token)), 10, 20, 296, 16);
  return {
    height: 162,
    markup: [
      label(`the vector of ${trace.tokens[token]!.text}`, 10, 14, { kind: 'small' }),
      input,
      label('768', 316, 33),
      ...rows,
    ].join(''),
    alt: 'A vector of 768 numbers goes through three matrices and becomes the query, the key and the value of a head, 64 numbers each.',
  };
}

/** One score: the product of a query and a key, divided. */
export function scoresDiagram(trace: Trace): Diagram {
  const query = [...traceRow(trace, `query.${layer}`, head, token)];
  const key = [...traceRow(trace, `key.${layer}`, head, to)];
  const score = traceRow(trace, `attention_scores.${layer}`, head, token, to)[0]!;
  const product = query.reduce((sum, value, index) => sum + value * key[index]!, 0);
  const [asks, answers] = [trace.tokens[token]!.text, trace.tokens[to]!.text];
  const name = `attention_scores.${layer}[${head}][${token}][${to}]`;
  const named = `query.${layer}[${head}][${token}] . key.${layer}[${head}][${to}]`;
  return {
    height: 128,
    markup: [
      label(`query of ${asks}`, 104, 24, { anchor: 'end', kind: 'query' }),
      strip(query, 112, 12, 240, 14),
      part('key', [16, 40, 92, 20], label(`key of ${answers}`, 104, 54, { anchor: 'end', kind: 'key' })),
      strip(key, 112, 42, 240, 14),
      label('64 products, added:', 148, 92, { anchor: 'end' }),
      label(twoDigits(product), 156, 92, { kind: 'number', tensor: named }),
      part('division', [186, 77, 40, 22], label('/ 8', 194, 92)),
      arrow([230, 88], [262, 88]),
      label(twoDigits(score), 270, 92, { kind: 'strong number', tensor: name }),
      label('the score', 270, 112, { kind: 'small' }),
    ].join(''),
    alt: `The query of ${asks} and the key of ${answers}: 64 products add up to ${twoDigits(product)}; divided by 8 that is the score ${twoDigits(score)}.`,
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
  const [best] = [...weights].sort((a, b) => b - a) as [number];
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
    alt: `The row of ${trace.tokens[token]!.text}: above, a score for each token, some below zero; below, after softmax, weights that are all positive and sum to 1. The largest is ${twoDigits(best)}, for ${trace.tokens[weights.indexOf(best)]!.text}.`,
  };
}

/** What one token receives: the values of all, each as strong as its weight. */
export function weightedSumDiagram(trace: Trace): Diagram {
  const weights = traceRow(trace, `attentions.${layer}`, head, token);
  const best = [...weights]
    .map((weight, index) => ({ weight, index }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 4);
  const rows = best.map(({ weight, index }, at) => {
    const y = 12 + at * 26;
    const values = [...traceRow(trace, `value.${layer}`, head, index)];
    const name = `attentions.${layer}[${head}][${token}][${index}]`;
    return [
      label(trace.tokens[index]!.text, 62, y + 12, { anchor: 'end' }),
      label(cellDigits(weight), 104, y + 12, { anchor: 'end', kind: 'number', tensor: name }),
      label('×', 116, y + 12, { anchor: 'middle' }),
      `<g opacity="${fixed(Math.max(0.2, Math.sqrt(weight)))}">${strip(values, 126, y, 226, 14)}</g>`,
    ].join('');
  });
  const result = [...traceRow(trace, `context.${layer}`, head, token)];
  return {
    height: 158,
    markup: [
      ...rows,
      label('and 9 more, with little weight', 126, 128, { kind: 'small' }),
      part(
        'result',
        [8, 134, 112, 20],
        label(`the sum, for ${trace.tokens[token]!.text}`, 116, 149, { anchor: 'end' }),
      ),
      strip(result, 126, 137, 226, 14),
    ].join(''),
    alt: `What ${trace.tokens[token]!.text} receives: the value of each token times its weight, added up. The largest weights are ${best.map(({ weight, index }) => `${twoDigits(weight)} for ${trace.tokens[index]!.text}`).join(', ')}.`,
  };
}

/** The twelve heads of one layer as twelve small pictures. */
export function headsDiagram(trace: Trace): Diagram {
  const { shape } = trace.tensors[`attentions.${layer}`]!;
  const [count, size] = shape as [number, number];
  const side = 52;
  const pictures = Array.from({ length: count }, (_, index) => {
    const [x, y] = [8 + (index % 6) * 59, 8 + Math.floor(index / 6) * 74];
    const rows = Array.from({ length: size }, (_row, from) => traceRow(trace, `attentions.${layer}`, index, from));
    const frame = `<rect class="${index === head ? 'framed' : 'ground'}" x="${x}" y="${y}" width="${side}" height="${side}"/>`;
    const grid = `<g transform="translate(${x} ${y}) scale(${side / size})">${cellsOf(rows)}</g>`;
    return frame + grid + label(String(index + 1), x + side / 2, y + side + 13, { anchor: 'middle', kind: 'small' });
  });
  return {
    height: 152,
    markup: pictures.join(''),
    alt: `The weights of the ${count} heads of layer ${layer + 1} on the first sentence: twelve different pictures. In most of them many rows rest on the last column, [SEP]; in head ${head + 1}, framed, the row of it is darkest at cat.`,
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
