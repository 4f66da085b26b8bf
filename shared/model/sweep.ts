import type { FloatTensor } from '../bert/float-tensor.ts';
import type { TensorSpace, WritableTensor } from '../tensors/tensor-space.ts';
import type { Bert, PackText, PassTokens } from './bert.ts';
import { bestIds, exponentials } from './fill-mask.ts';
import { firstLayers, type SingleChange, type Sweep, singleChanges, sweepTokens } from './sweep-changes.ts';

/** A word at the token that is read, by its id. */
export interface WordReading {
  readonly id: number;
  /** Natural logarithm of its probability. */
  readonly logProbability: number;
  readonly logit: number;
}

/** What the unchanged pass leaves for the others. */
export interface UnchangedPass {
  /** The words that are followed. */
  readonly targets: readonly WordReading[];
  /** Input of each layer at which a change begins, [seqLen, hiddenSize]. */
  readonly hiddenStates: States;
  /** The same of the other text; of a sweep over other things empty. */
  readonly source: States;
}

/** By layer. */
type States = ReadonlyMap<number, WritableTensor>;

/** The outcome of one change: of each target, changed minus unchanged. */
export interface SweepResult {
  /** Which change, in the order of the sweep's shape, last axis fastest. */
  readonly index: number;
  readonly changes: readonly Pick<WordReading, 'logProbability' | 'logit'>[];
}

const activations = 'int16';

/**
 * Tokens of changed texts that share a pass. More than `packTokens` of other texts, so that the twelve heads of a layer
 * share one where a text has up to 13 tokens: weights are expanded once for them.
 */
const sweepPackTokens = 160;

/**
 * The unchanged pass of a sweep, and that of the text that gives states to it.
 * @param space for as many bytes as `sweepBytes` says: what is kept until the sweep ends
 * @param targets ids of the words to follow; the most probable one where absent
 */
export async function unchangedPass(
  bert: Bert,
  sweep: Sweep,
  space: TensorSpace,
  targets?: readonly number[],
): Promise<UnchangedPass> {
  const { tokens, position, over } = sweep;
  let read: WordReading[] = [];
  const words = {
    position,
    read: (logits: Float32Array) => {
      read = readings(logits, targets ?? bestIds(logits, 1));
    },
  };
  const room = () => roomOf(bert, sweep, space);
  const hiddenStates = await readStates(bert, tokens, room(), words);
  const source = over.of === 'states' ? await readStates(bert, over.source, room()) : new Map();
  return { targets: read, hiddenStates, source };
}

function roomOf({ config }: Bert, { tokens, over }: Sweep, space: TensorSpace): States {
  const shape = [tokens.length, config.hiddenSize];
  return new Map(firstLayers(config, over).map((layer) => [layer, space.tensor('F32', shape)]));
}

/** Words that are read beside the hidden states. */
interface WordReader {
  readonly position: number;
  read(logits: Float32Array): void;
}

/** Of `hidden_states.3`; NaN of other names. */
const layerOf = (name: string) => Number(/^hidden_states\.(\d+)$/.exec(name)?.[1] ?? Number.NaN);

async function readStates(bert: Bert, tokens: PassTokens, into: States, words?: WordReader): Promise<States> {
  const sink = {
    wants: (name: string) => into.has(layerOf(name)) || (name === 'logits' && words !== undefined),
    write(name: string, _text: number, offset: number, values: Float32Array) {
      if (name === 'logits') words?.read(values);
      else into.get(layerOf(name))!.write(offset, values);
    },
  };
  await bert.pack([{ tokens, logitPositions: words ? [words.position] : [] }], sink, { activations });
  return into;
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
  const [own, other] = [statesInTurn(unchanged.hiddenStates), statesInTurn(unchanged.source)];
  const changes = singleChanges(config, sweep, { get: (site) => other(layerOf(site)) });
  const tokens = sweepTokens(config, sweep);
  const atOnce = Math.max(1, Math.floor(sweepPackTokens / sweep.tokens.length));
  const textOf = ({ firstLayer, change }: SingleChange): PackText => {
    return { tokens: sweep.tokens, change, hiddenStates: own(firstLayer).data, logitPositions: [sweep.position] };
  };
  let left = changes.length;
  for (const pack of packsOf(changes, atOnce)) {
    await pause(Math.ceil((tokens * left) / changes.length));
    yield* await packResults(bert, pack, pack.map(textOf), unchanged.targets);
    left -= pack.length;
  }
}

async function packResults(
  bert: Bert,
  pack: readonly SingleChange[],
  texts: readonly PackText[],
  targets: readonly WordReading[],
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

/** The hidden states with which a layer begins, in one room that serves one layer after the other. */
function statesInTurn(states: States): (layer: number) => FloatTensor {
  const [first] = states.values();
  const room = { shape: first?.shape ?? [0], data: new Float32Array(first ? sizeOf(first) : 0) };
  let held = -1;
  return (layer) => {
    if (held !== layer) copyInto(room.data, states.get(layer)!);
    held = layer;
    return room;
  };
}

const sizeOf = ({ shape }: WritableTensor) => shape.reduce((product, size) => product * size, 1);

function copyInto(states: Float32Array, { pieces }: WritableTensor): void {
  let at = 0;
  for (const piece of pieces) {
    states.set(piece, at);
    at += piece.length;
  }
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

function differences(changed: readonly WordReading[], unchanged: readonly WordReading[]): SweepResult['changes'] {
  return changed.map(({ logProbability, logit }, target) => ({
    logProbability: logProbability - unchanged[target]!.logProbability,
    logit: logit - unchanged[target]!.logit,
  }));
}

/** log p_i = logit_i - max - ln sum exp(logit_j - max), in double precision. */
function readings(logits: Float32Array, ids: readonly number[]): WordReading[] {
  const { largest, sum } = exponentials(logits);
  const logSum = largest + Math.log(sum);
  return ids.map((id) => ({ id, logit: logits[id]!, logProbability: logits[id]! - logSum }));
}
