import { followAnswer } from '../answer.svelte.ts';
import { playground } from '../playground.svelte.ts';
import { attentionQuestion } from '../readings.ts';
import type { Selection } from '../selection.svelte.ts';
import { followSide } from '../side.svelte.ts';

/** The second text with the same heads knocked out; no answer where there is no second text. */
export function followSecond(selection: Selection) {
  const text = $derived(playground.place.otherText);
  const pair = $derived(playground.place.otherPair);
  const plain = followAnswer(() =>
    selection.isLive && text
      ? attentionQuestion({ text, pair, layer: selection.layer, head: selection.head, lens: selection.lens })
      : undefined,
  );
  const side = followSide(
    () => {
      if (!plain.value || !text) return undefined;
      const changes = { off: selection.changes.off, masked: [] };
      return { text, pair, base: plain.value, changes, isComing: !plain.isCurrent };
    },
    () => selection.wanted,
  );
  return {
    side,
    get status() {
      return plain.status;
    },
  };
}
