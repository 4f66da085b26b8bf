import { onMount, untrack } from 'svelte';
import { type AskingStatus, isSettled } from './asking-status.ts';
import { type Fields, readShown, type Shown, writeShown } from './figure-state.ts';
import { setLinkedFields } from './linked-fields.ts';
import { reader } from './reader.svelte.ts';

interface LinkedFigure<Of extends Fields> {
  /** Id of the figure's element. */
  readonly id: string;
  readonly fields: Of;
  /** What is on screen; what is as the page opens may be left out. */
  readonly shown: () => Shown<Of>;
  /** Shows the state of a link; a value that is absent is as the page opens. */
  readonly show: (shown: Shown<Of>) => void;
  /** The state of the figure's question: a link's state belongs to the answer, and waits for it. */
  readonly status?: () => AskingStatus;
}

/**
 * Lets the link to a figure carry what the reader sees in it, and shows that again where a link is opened. Call it
 * after what follows the reader's place, because a figure's state belongs to the place.
 */
export function linkFigure<Of extends Fields>({ id, fields, shown, show, status }: LinkedFigure<Of>): void {
  setLinkedFields(() => writeShown(id, fields, shown()));
  let linked = $state.raw<Shown<Of>>();
  onMount(() => {
    const read = () => {
      linked = readShown(location.hash, id, fields);
    };
    read();
    addEventListener('popstate', read);
    return () => removeEventListener('popstate', read);
  });
  const isThere = () => !reader.isLanding && isSettled(status?.() ?? reader.status);
  $effect(() => {
    const next = linked;
    if (!next || !isThere()) return;
    untrack(() => {
      linked = undefined;
      show(next);
    });
  });
}
