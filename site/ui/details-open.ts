import type { Attachment } from 'svelte/attachments';

/**
 * Attachment of a `<details>`: tells whether it is open, at first as the reader has left it before the page woke. A binding
 * of `open` would close by then what the reader had opened.
 */
export function tellOpen(tell: (isOpen: boolean) => void): Attachment<HTMLDetailsElement> {
  return (details) => {
    const say = () => tell(details.open);
    say();
    details.addEventListener('toggle', say);
    return () => details.removeEventListener('toggle', say);
  };
}

/** Attachment of a `<details>` that opens once there is a reason to. Whether it closes is the reader's. */
export function openWhen(isDue: () => boolean): Attachment<HTMLDetailsElement> {
  return (details) => {
    if (isDue()) details.open = true;
  };
}
