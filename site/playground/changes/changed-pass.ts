import type { Intervention } from '../../model/fetch-trace.ts';
import type { HeldIntervention } from '../../model/held-interventions.ts';
import { headCount, layerCount } from '../../model/reader-place.ts';
import { type Changes, noChanges } from '../place.ts';
import { heldOnTheWire } from './held-weights.ts';

export function hasChanges({ off, masked, held = [] }: Changes): boolean {
  return off.length > 0 || masked.length > 0 || held.length > 0;
}

/** How many heads, masks and weights are changed. */
export function countOf({ off, masked, held = [] }: Changes): number {
  return off.length + masked.length + held.length;
}

/** The changes without those at tokens that a text of so many tokens does not have; the same object where all fit. */
export function changesWithin(changes: Changes, seqLen: number): Changes {
  const { off, masked, held } = changes;
  const fits = (token: number) => token < seqLen;
  const kept = held?.filter(({ from, to }) => fits(from) && fits(to));
  if (masked.every(fits) && kept?.length === held?.length) return changes;
  return { off, masked: masked.filter(fits), ...(kept && kept.length > 0 && { held: kept }) };
}

/** Whether the model itself is changed: heads or weights, and not the text alone. */
export function changesModel({ off, held = [] }: Changes): boolean {
  return off.length > 0 || held.length > 0;
}

/** The text as typed and the model as it is, in a pass that rounds as one with these changes does. */
export function unchanged({ held }: Changes): Changes {
  return { ...noChanges, ...(held && { held: [] }) };
}

/** Whether a pass is the API's plain one, which is asked for without any change. */
export function isPlainPass(changes: Changes): boolean {
  return !hasChanges(changes) && !changes.held;
}

/** The head mask of the API: [numHiddenLayers][numAttentionHeads], 0 for a head that is knocked out, else 1. */
export function headMask(off: readonly number[]): number[][] {
  const out = new Set(off);
  return Array.from({ length: layerCount }, (_, layer) =>
    Array.from({ length: headCount }, (_, head) => Number(!out.has(layer * headCount + head))),
  );
}

/** The changes in the form that `fetchTrace` takes. */
export function interventionOf(changes: Changes): Intervention {
  const { off, masked } = changes;
  const interventions = heldOnTheWire(changes);
  return {
    ...(off.length > 0 && { headMask: headMask(off) }),
    ...(masked.length > 0 && { maskTokens: masked }),
    ...(interventions && { interventions }),
  };
}

interface ChangeFields {
  head_mask?: number[][];
  mask_tokens?: number[];
  interventions?: HeldIntervention[];
}

/** The changes as fields of a JSON body. */
export function changesOnTheWire(changes: Changes): ChangeFields {
  const { off, masked } = changes;
  const interventions = heldOnTheWire(changes);
  return {
    ...(off.length > 0 && { head_mask: headMask(off) }),
    ...(masked.length > 0 && { mask_tokens: [...masked] }),
    ...(interventions && { interventions }),
  };
}

/** The same changes with one head toggled. */
export function toggleHead(changes: Changes, layer: number, head: number): Changes {
  return { ...changes, off: toggled(changes.off, layer * headCount + head) };
}

/** Knocks out a whole layer, or restores it where all its heads are out. */
export function toggleLayer(changes: Changes, layer: number): Changes {
  const heads = Array.from({ length: headCount }, (_, head) => layer * headCount + head);
  const rest = changes.off.filter((index) => !heads.includes(index));
  const isOut = changes.off.length - rest.length === headCount;
  return { ...changes, off: isOut ? rest : [...rest, ...heads].sort((a, b) => a - b) };
}

/** The same changes with one token toggled between masked and not. */
export function toggleMask(changes: Changes, token: number): Changes {
  return { ...changes, masked: toggled(changes.masked, token) };
}

function toggled(values: readonly number[], value: number): number[] {
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value].sort((a, b) => a - b);
}

/** The heads that are knocked out, layer by layer. A layer that is out as a whole is one line. */
export function changesInWords({ off }: Pick<Changes, 'off'>): { label: string; heads: number[] }[] {
  return Array.from({ length: layerCount }, (_, layer) => layer).flatMap((layer) => {
    const heads = off.filter((index) => Math.floor(index / headCount) === layer);
    if (heads.length === headCount) return [{ label: `Layer ${layer + 1}, all heads`, heads }];
    return heads.map((index) => ({ label: `Layer ${layer + 1} · Head ${(index % headCount) + 1}`, heads: [index] }));
  });
}
