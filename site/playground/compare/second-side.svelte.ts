import { followAnswer } from '../answer.svelte.ts';
import { noChanges } from '../place.ts';
import { playground } from '../playground.svelte.ts';
import { attentionQuestion } from '../readings.ts';
import type { Selection } from '../selection.svelte.ts';
import { followSide } from '../side.svelte.ts';
import { secondChanges } from './second-changes.ts';

/**
 * The second text with the same changes: the same heads knocked out, the same words masked; no answer where there is no
 * second text.
 */
export function followSecond(selection: Selection) {
  const text = $derived(playground.place.otherText);
  const pair = $derived(playground.place.otherPair);
  const plain = followAnswer(() =>
    selection.isLive && text
      ? attentionQuestion({ text, pair, layer: selection.layer, head: selection.head, lens: selection.lens })
      : undefined,
  );
  /** Undefined until the tokens of the second text are known. */
  const carried = $derived(
    plain.value && plain.isCurrent ? secondChanges(selection.changes, selection.typed, plain.value.tokens) : undefined,
  );
  const side = followSide(
    () => {
      if (!plain.value || !text) return undefined;
      const changes = carried?.changes ?? noChanges;
      return { text, pair, base: plain.value, changes, isComing: !plain.isCurrent };
    },
    () => selection.wanted,
  );
  return {
    side,
    /** The changes as they are made to the second text, and its tokens as typed. */
    get carried() {
      return carried && plain.value ? { ...carried, typed: plain.value.tokens } : undefined;
    },
    get status() {
      return plain.status;
    },
    retry: plain.retry,
  };
}
