import { type Bert, type PackText, packTokens } from './bert.ts';
import {
  firstLayers,
  type SingleChange,
  type Sweep,
  type SweepTokens,
  singleChanges,
  sweepTokens,
} from './sweep-changes.ts';

/** A word at the token that is read, by its id. */
export interface Reading {
  readonly id: number;
  /** Natural logarithm of its probability. */
  readonly logProbability: number;
  readonly logit: number;
}

/** What the unchanged pass leaves for the others. */
export interface UnchangedPass {
  /** The words that are followed. */
  readonly targets: readonly Reading[];
  /** Input of each layer at which a change begins, [seqLen, hiddenSize]. */
  readonly hiddenStates: ReadonlyMap<number, Float32Array>;
}

/** The outcome of one change: of each target, changed minus unchanged. */
export interface SweepResult {
  /** Which change, in the order of the sweep's shape, last axis fastest. */
  readonly index: number;
  readonly changes: readonly Pick<Reading, 'logProbability' | 'logit'>[];
}

const activations = 'int16';

/**
 * The unchanged pass of a sweep.
 * @param targets ids of the words to follow; the most probable one where absent
 */
export async function unchangedPass(bert: Bert, sweep: Sweep, targets?: readonly number[]): Promise<UnchangedPass> {
  const hiddenStates = new Map<number, Float32Array>();
  let read: Reading[] = [];
  await readStates(bert, sweep.tokens, firstLayers(bert.config, sweep.over), hiddenStates, {
    position: sweep.position,
    read: (logits) => {
      read = readings(logits, targets ?? [largestOf(logits)]);
    },
  });
  return { targets: read, hiddenStates };
}

/** Words that are read beside the hidden states. */
interface WordReader {
  readonly position: number;
  read(logits: Float32Array): void;
}

async function readStates(
  bert: Bert,
  tokens: SweepTokens,
  layers: readonly number[],
  into: Map<number, Float32Array>,
  words?: WordReader,
): Promise<void> {
  const names = new Map(layers.map((layer) => [`hidden_states.${layer}`, layer]));
  const sink = {
    wants: (name: string) => names.has(name) || (name === 'logits' && words !== undefined),
    write(name: string, _text: number, _offset: number, values: Float32Array) {
      const layer = names.get(name);
      if (layer === undefined) words?.read(values);
      else into.set(layer, values.slice());
    },
  };
  await bert.pack([{ tokens, logitPositions: words ? [words.position] : [] }], sink, { activations });
}

/**
 * Every change of a sweep in a pass of its own: from its layer on, several in one pack, with the bits that a request with
 * this one change would give. In the order of the layers in which the changes begin.
 * @param pause awaited between two packs
 */
export async function* sweepResults(
  bert: Bert,
  sweep: Sweep,
  unchanged: UnchangedPass,
  pause: (tokensLeft: number) => Promise<void>,
): AsyncGenerator<SweepResult> {
  const { config } = bert;
  const source = new Map<number, Float32Array>();
  if (sweep.over.of === 'states') await readStates(bert, sweep.over.source, firstLayers(config, sweep.over), source);
  const changes = singleChanges(config, sweep);
  const atOnce = Math.max(1, Math.floor(packTokens / sweep.tokens.length));
  const textOf = changedTexts(sweep, unchanged.hiddenStates, source, source.size > 0 ? atOnce : 0);
  let left = changes.length;
  for (const pack of packsOf(changes, atOnce)) {
    await pause(Math.ceil((sweepTokens(config, sweep) * left) / changes.length));
    yield* await packResults(bert, pack, pack.map(textOf), unchanged.targets);
    left -= pack.length;
  }
}

async function packResults(
  bert: Bert,
  pack: readonly SingleChange[],
  texts: readonly PackText[],
  targets: readonly Reading[],
): Promise<SweepResult[]> {
  const ids = targets.map(({ id }) => id);
  const results: SweepResult[] = [];
  const sink = {
    wants: (name: string) => name === 'logits',
    write(_name: string, text: number, _offset: number, logits: Float32Array) {
      results.push({ index: pack[text]!.index, changes: differences(readings(logits, ids), targets) });
    },
  };
  await bert.pack(texts, sink, { activations, firstLayer: pack[0]!.firstLayer });
  return results;
}

/** Makes the text of a change; those of one pack have rooms of their own, which the next pack uses again. */
function changedTexts(
  { tokens, position }: Sweep,
  own: UnchangedPass['hiddenStates'],
  source: UnchangedPass['hiddenStates'],
  rooms: number,
): (change: SingleChange, place: number) => PackText {
  const size = (source.get(0)?.length ?? 0) / tokens.length;
  const room = Array.from({ length: rooms }, () => new Float32Array(tokens.length * size));
  const patchedStates = (layer: number, token: number, place: number) => {
    room[place]!.set(own.get(layer)!);
    room[place]!.set(source.get(layer)!.subarray(token * size, (token + 1) * size), token * size);
    return room[place]!;
  };
  return ({ firstLayer, patched, change }, place) => ({
    tokens,
    change,
    hiddenStates: patched === undefined ? own.get(firstLayer)! : patchedStates(firstLayer, patched, place),
    logitPositions: [position],
  });
}

/** Neighbours that begin with the same layer, at most `most` together. */
function packsOf(changes: readonly SingleChange[], most: number): SingleChange[][] {
  const packs: SingleChange[][] = [];
  for (const change of changes) {
    const pack = packs.at(-1);
    if (pack && pack.length < most && pack[0]!.firstLayer === change.firstLayer) pack.push(change);
    else packs.push([change]);
  }
  return packs;
}

function differences(changed: readonly Reading[], unchanged: readonly Reading[]): SweepResult['changes'] {
  return changed.map(({ logProbability, logit }, target) => ({
    logProbability: logProbability - unchanged[target]!.logProbability,
    logit: logit - unchanged[target]!.logit,
  }));
}

/** log p_i = logit_i - max - ln sum exp(logit_j - max), in double precision. */
function readings(logits: Float32Array, ids: readonly number[]): Reading[] {
  const largest = logits[largestOf(logits)]!;
  let sum = 0;
  for (let id = 0; id < logits.length; id++) sum += Math.exp(logits[id]! - largest);
  const logSum = largest + Math.log(sum);
  return ids.map((id) => ({ id, logit: logits[id]!, logProbability: logits[id]! - logSum }));
}

function largestOf(logits: Float32Array): number {
  let largest = 0;
  for (let id = 1; id < logits.length; id++) if (logits[id]! > logits[largest]!) largest = id;
  return largest;
}
