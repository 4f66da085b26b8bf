import { headCount, layerCount } from '../../model/reader-place.ts';
import { reader } from '../../reader/reader.svelte.ts';
import { toggleHead, toggleMask } from '../changes/changed-pass.ts';
import { playground } from '../playground.svelte.ts';

interface Shortcut {
  readonly keys: readonly string[];
  readonly does: string;
  readonly run: (key: string) => void;
}

const wrap = (index: number, count: number) => (index + count) % count;

function step(layers: number, heads: number): void {
  const { layer, head } = reader.place;
  reader.pickHead(wrap(layer + layers, layerCount), wrap(head + heads, headCount));
}

function stepToken(by: number): void {
  const count = reader.trace?.tokens.length ?? 1;
  reader.pickToken(wrap(reader.place.token + by, count));
}

/** Shortcuts are single keys; the help sheet lists them. */
export const shortcuts: readonly Shortcut[] = [
  { keys: ['[', ']'], does: 'head before, head after', run: (key) => step(0, key === '[' ? -1 : 1) },
  { keys: ['{', '}'], does: 'layer before, layer after', run: (key) => step(key === '{' ? -1 : 1, 0) },
  { keys: ['p', 'n'], does: 'token before, token after', run: (key) => stepToken(key === 'p' ? -1 : 1) },
  {
    keys: ['1', '2', '3'],
    does: 'lens: weight, norm, rollout',
    run: (key) => reader.readAs({ lens: (['weight', 'norm', 'rollout'] as const)[Number(key) - 1]! }),
  },
  { keys: ['w'], does: 'words or pieces', run: () => reader.readAs({ words: !reader.reading.words }) },
  { keys: ['f'], does: 'fold [CLS] and [SEP], or not', run: () => reader.readAs({ fold: !reader.reading.fold }) },
  {
    keys: ['x'],
    does: 'knock this head out, or bring it back',
    run: () => playground.change(toggleHead(playground.place.changes, reader.place.layer, reader.place.head)),
  },
  { keys: ['m'], does: 'mask this token, or bring it back', run: maskToken },
  {
    keys: ['u', 'r'],
    does: 'undo, redo a change',
    run: (key) => (key === 'u' ? playground.undo() : playground.redo()),
  },
];

function maskToken(): void {
  const { token } = reader.place;
  if (reader.trace?.tokens[token]?.special) return;
  playground.change(toggleMask(playground.place.changes, token));
}
