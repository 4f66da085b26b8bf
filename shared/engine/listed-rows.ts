import { touches } from '../bert/change.ts';
import type { PackedText, Pass } from './pass.ts';

/** Everything that is computed of a whole text after attention, by the names of sites and outputs. */
const afterAttention = [
  'context',
  'attention_output',
  'mixing',
  'attention_residual',
  'attention_block',
  'intermediate',
  'feed_forward_output',
  'feed_forward_residual',
] as const;

/**
 * The rest of a pass for the listed tokens alone, where the layer is the last one and nothing but their logits is wanted:
 * after attention no token reads another, so three quarters of the layer are saved for all that are not listed. Their rows of
 * `hidden` and of the context, in `query`, move to the front. Otherwise the pass itself.
 */
export function onlyListed(pass: Pass, layer: number): Pass {
  const listed = pass.texts.flatMap(({ start, logitPositions }) =>
    Array.from(logitPositions ?? [], (at) => start + at),
  );
  if (layer !== pass.layers - 1 || listed.length >= pass.rows || needsAll(pass, layer)) return pass;
  for (const { address } of [pass.plan.hidden, pass.plan.query]) moveToFront(pass, address / 4, listed);
  let start = 0;
  const texts = pass.texts.map((text): PackedText => {
    const length = text.logitPositions?.length ?? 0;
    const rest = { ...text, start, length, logitPositions: Array.from({ length }, (_, index) => index) };
    start += length;
    return rest;
  });
  return { ...pass, texts, rows: listed.length };
}

function needsAll({ sink, texts }: Pass, layer: number): boolean {
  const state = `hidden_states.${layer + 1}` as const;
  if ([state, 'last_hidden_state', 'pooler_output'].some((name) => sink.wants(name))) return true;
  if (texts.some(({ change }) => touches(change, state))) return true;
  return afterAttention.some((family) => {
    const name = `${family}.${layer}`;
    return sink.wants(name) || texts.some(({ change }) => touches(change, name as `context.${number}`));
  });
}

function moveToFront({ floats, config: { hiddenSize } }: Pass, first: number, rows: readonly number[]): void {
  const moved = new Float32Array(rows.length * hiddenSize);
  for (const [index, row] of rows.entries()) {
    const from = first + row * hiddenSize;
    moved.set(floats.subarray(from, from + hiddenSize), index * hiddenSize);
  }
  floats.set(moved, first);
}
