/** A text node that a translator removed from the page, and the element that it inserted instead. */
interface Replaced {
  readonly font: Node;
  /** The node's text before that. */
  readonly text: string;
}

/**
 * Keeps the page correct while a translator works on it. A translator replaces text nodes by <font> elements. Svelte
 * goes on writing to its text nodes, which are out of the page, and cannot remove the elements. So each such node is
 * put back, empty. Once Svelte writes to it, the element beside it is out of date and is removed; the element is also
 * removed together with the node. "Show original" gives the node its text back.
 */
export function keepText(root: Node): void {
  const replaced = new Map<Text, Replaced>();
  const follow = (records: readonly MutationRecord[]) => {
    putBack(records, replaced);
    for (const [node, { font, text }] of replaced) {
      if (node.isConnected && node.data === '' && font.isConnected) continue;
      replaced.delete(node);
      if (node.isConnected && node.data === '') node.data = text;
      font.parentNode?.removeChild(font);
    }
    // Ignores the changes made here.
    observer.takeRecords();
  };
  const observer = new MutationObserver(follow);
  // Until a translator comes, only added nodes are watched, which costs little.
  const arrival = new MutationObserver((records) => {
    if (!records.some(({ addedNodes }) => [...addedNodes].some(isFont))) return;
    arrival.disconnect();
    observer.observe(root, { childList: true, characterData: true, subtree: true });
    follow(records);
  });
  arrival.observe(root, { childList: true, subtree: true });
}

function putBack(records: readonly MutationRecord[], replaced: Map<Text, Replaced>): void {
  const fonts = new Set(records.flatMap(({ addedNodes }) => [...addedNodes].filter(isFont)));
  for (const record of records) {
    for (const node of record.removedNodes) {
      if (isFont(node)) dropCopy(node, record, replaced);
      if (!(node instanceof Text) || node.isConnected) continue;
      const around = [...record.addedNodes, record.previousSibling, record.nextSibling];
      const font = around.find((other) => other !== null && fonts.has(other) && other.isConnected);
      if (!font) continue;
      fonts.delete(font);
      replaced.set(node, { font, text: node.data });
      node.data = '';
      font.parentNode?.insertBefore(node, font);
    }
  }
}

/** A translator may restore the original with a text node of its own, which would then stand twice. */
function dropCopy(font: Node, { addedNodes }: MutationRecord, replaced: ReadonlyMap<Text, Replaced>): void {
  const known = [...replaced].some(([node, { font: other }]) => other === font && node.isConnected);
  if (!known) return;
  for (const copy of addedNodes) if (copy instanceof Text && !replaced.has(copy)) copy.remove();
}

function isFont(node: Node): boolean {
  return node.nodeName === 'FONT';
}
