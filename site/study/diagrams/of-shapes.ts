import type { Diagram } from './diagram.ts';
import { arrow, box, label, matrix, part, withLabels } from './draw.ts';

/** One head, from the vectors to what it gives. */
export function oneHeadDiagram(): Diagram {
  return {
    height: 330,
    markup: [
      box('vectors', 130, 8, 100),
      arrow([180, 34], [180, 46], [60, 46], [60, 56]) +
        arrow([180, 34], [180, 56]) +
        arrow([180, 46], [300, 46], [300, 56]),
      box('queries', 10, 58, 100, { kind: 'query' }) +
        box('keys', 130, 58, 100, { kind: 'key' }) +
        box('values', 250, 58, 100, { kind: 'value' }),
      arrow([60, 84], [60, 120], [110, 120], [110, 130]) + arrow([180, 84], [180, 120], [130, 120], [130, 130]),
      box('products, scaled', 60, 132, 120),
      arrow([120, 158], [120, 180]),
      box('softmax', 70, 182, 100),
      arrow([120, 208], [120, 224], [180, 224], [180, 240]) + arrow([300, 84], [300, 224], [200, 224], [200, 240]),
      part('sum', [130, 242, 120, 26], box('weighted sum', 130, 242, 120)),
      arrow([190, 268], [190, 290]),
      box('', 100, 292, 180),
      label('beside the others, ×', 112, 310),
      matrix('W', 'O', 234, 310),
    ].join(''),
    alt: 'One head: vectors become queries, keys and values; queries times keys, scaled, are scores; softmax makes weights of them; with the weights the values are summed; the sums stand beside those of the other heads and go through W_O.',
  };
}

/** The same with the shape of everything in it, for a sentence of n tokens. */
export function headShapesDiagram(): Diagram {
  const shape = (name: string, text: string, x: number, y: number) =>
    part(name, [x - 34, y - 14, 68, 20], label(text, x, y, { anchor: 'middle', kind: 'small' }));
  const shapes = [
    shape('input', 'n × 768', 272, 26),
    shape('query', 'n × 64', 90, 104),
    shape('key', 'n × 64', 210, 104),
    shape('value', 'n × 64', 330, 104),
    shape('scores', 'n × n', 222, 150),
    shape('weights', 'n × n', 222, 200),
    shape('result', 'n × 64', 292, 260),
    shape('output', 'n × 768', 318, 310),
  ];
  return withLabels(
    oneHeadDiagram(),
    shapes,
    'One head for n tokens: vectors of n × 768 become queries, keys and values of n × 64 each; queries times keys, scaled, are scores of n × n; softmax makes weights of n × n; with them the values are summed, n × 64; beside the other heads and through W_O that is n × 768 again.',
  );
}

/** The formula of attention, with names for its parts, which are covered with them. */
export function formulaDiagram(): Diagram {
  return {
    height: 118,
    markup: [
      label('softmax', 20, 62, { kind: 'large' }),
      label('(', 104, 66, { kind: 'large' }),
      part(
        'query',
        [116, 24, 26, 26],
        label('Q', 120, 44, { kind: 'large query' }) +
          label('what is asked', 129, 14, { anchor: 'middle', kind: 'small query' }),
      ),
      part(
        'key',
        [142, 24, 36, 26],
        label('Kᵀ', 146, 44, { kind: 'large key' }) + label('what answers', 190, 30, { kind: 'small key' }),
      ),
      '<path class="arrow" d="M114 56H182"/>',
      part(
        'root',
        [120, 62, 54, 26],
        label('√d', 128, 82, { kind: 'large' }) +
          label('k', 153, 88, { kind: 'small' }) +
          label('the root of the head size', 147, 108, { anchor: 'middle', kind: 'small' }),
      ),
      label(')', 188, 66, { kind: 'large' }),
      part(
        'value',
        [206, 42, 26, 28],
        label('V', 210, 62, { kind: 'large value' }) + label('what is handed over', 240, 62, { kind: 'small value' }),
      ),
    ].join(''),
    alt: 'The formula of attention: softmax of Q times K transposed, divided by the square root of the head size, times V. Q is what is asked, K what answers, V what is handed over.',
  };
}
