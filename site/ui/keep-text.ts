/** A text node that a translator took out of the page, and what it put there instead. */
interface Replaced {
  readonly font: Node;
  /** What the node said. */
  readonly text: string;
}

/**
 * Keeps the page true while a translator works on it. A translator takes text nodes out and puts <font> elements in their
 * place; Svelte goes on writing to the nodes that it knows, out of sight, and cannot take the elements away. Here each
 * such node goes back to its place, empty. Once it is written to, what stood for it is old and goes; and it goes with its
 * node. "Show original" gives the node its text back.
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
    // What was done here is no news.
    observer.takeRecords();
  };
  const observer = new MutationObserver(follow);
  // Until a translator comes, nothing is watched but what is put into the page.
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

/** A translator that gives the original back may do so with a node of its own. */
function dropCopy(font: Node, { addedNodes }: MutationRecord, replaced: ReadonlyMap<Text, Replaced>): void {
  const known = [...replaced].some(([node, { font: other }]) => other === font && node.isConnected);
  if (!known) return;
  for (const copy of addedNodes) if (copy instanceof Text && !replaced.has(copy)) copy.remove();
}

function isFont(node: Node): boolean {
  return node.nodeName === 'FONT';
}
