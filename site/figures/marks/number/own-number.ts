import { measure, tensorsIn } from '../../../model/measure.ts';
import type { ReaderPlace } from '../../../model/reader-place.ts';
import { type FigureView, type Trace, tokenWithin, traceRow } from '../../../model/trace.ts';
import { firstPreset } from '../../../reader/presets.ts';

/** A number of prose on the reader's own sentence. */
export interface OwnNumberView {
  readonly tensor: string;
  readonly value: number;
  readonly says: string;
}

/**
 * What a number of prose is in any sentence. `own` is its name and `says` what it is of, both with gaps: `{layer}`,
 * `{head}` and `{token}` of the reader's place, `{to}`, the token to which that row gives most, and, in words, `{from}`
 * and `{key}` for token and to. A head that is not the one of which the prose speaks is named.
 */
export function ownNumber(own: string, says: string): FigureView<OwnNumberView> {
  const names = ({ layer, head, token }: ReaderPlace) => {
    const named = tensorsIn(fill(own, { layer, head, token, to: 0 }));
    return `${own}${says}`.match(/\{(to|key)\}/) ? [...new Set([...named, `attentions.${layer}`])] : named;
  };
  return {
    names,
    view: (trace, place) => {
      const token = tokenWithin(trace, place);
      const row = trace.tensors[`attentions.${place.layer}`] && rowOf(trace, place, token);
      const to = row ? row.indexOf(Math.max(...row)) : 0;
      const tensor = fill(own, { layer: place.layer, head: place.head, token, to });
      const [from, key] = [token, to].map((at) => `“${trace.tokens[at]!.text}”`);
      const words = [otherHead(own, place), fill(says, { from: from!, key: key! })].filter(Boolean).join(', ');
      return { tensor, value: measure(trace, tensor), says: words };
    },
  };
}

/** The prose speaks of the head with which every page begins. */
function otherHead(own: string, { layer, head }: ReaderPlace): string {
  const isSame = layer === firstPreset.layer && head === firstPreset.head;
  return isSame || !own.includes('{head}') ? '' : `layer ${layer + 1}, head ${head + 1}`;
}

const rowOf = (trace: Trace, { layer, head }: ReaderPlace, token: number) =>
  traceRow(trace, `attentions.${layer}`, head, token);

function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (gap, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`expected one of ${Object.keys(values)} as a gap, found ${gap}`);
    return String(value);
  });
}
