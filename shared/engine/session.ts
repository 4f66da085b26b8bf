import type { Tensor } from '#ort';
import { type BatchText, batchSink } from './batch-sink.ts';
import type { Engine } from './engine.ts';

type Feeds = Readonly<Record<string, Tensor>>;

/**
 * An ONNX Runtime session over the engine: [batch, seqLen] in, padded tensors out, as Hugging Face's BERT has them.
 *
 * Inputs, int64: `input_ids`, `attention_mask`, `token_type_ids` [batch, seqLen]. Two more may be fed:
 * `head_mask` float32 [layers, heads], and `logit_positions` int64 [count, 2] of (text, token), which makes `logits`
 * [count, vocabSize] in that order; otherwise `logits` is [batch, seqLen, vocabSize] with rows at `[MASK]` only.
 *
 * Padding is dropped before the engine and written back as zeros. A batch larger than a pass is worked off in several,
 * between which others get their turn.
 */
export class EngineSession {
  readonly inputNames = ['input_ids', 'attention_mask', 'token_type_ids'];
  readonly outputNames: readonly string[];
  readonly #engine: Engine;
  readonly #maskTokenId: number;
  #release: (() => void) | null;

  /** @throws RangeError when a name is not an output. */
  constructor(engine: Engine, maskTokenId: number, outputNames: readonly string[] | undefined, release: () => void) {
    this.outputNames = outputNames ?? [...engine.outputs.keys()];
    const unknown = this.outputNames.find((name) => !engine.outputs.has(name));
    if (unknown !== undefined) throw new RangeError(`expected the name of an output, found "${unknown}"`);
    this.#engine = engine;
    this.#maskTokenId = maskTokenId;
    this.#release = release;
  }

  async run(feeds: Feeds, fetches: Readonly<Record<string, unknown>>): Promise<Record<string, Tensor>> {
    const texts = this.#texts(feeds);
    const sink = batchSink(
      this.#engine,
      Object.keys(fetches),
      texts,
      feeds.input_ids.dims,
      feeds.logit_positions !== undefined,
    );
    const headMask = headMaskRows(feeds.head_mask);
    let first = 0;
    for (const count of packSizes(texts, this.#engine.capacity)) {
      if (first > 0) await new Promise((resolve) => setTimeout(resolve));
      await this.#engine.runInSteps(texts.slice(first, first + count), sink.forTextsFrom(first), { headMask });
      first += count;
    }
    return sink.tensors();
  }

  async dispose(): Promise<void> {
    this.#release?.();
    this.#release = null;
  }

  startProfiling(): void {}
  endProfiling(): void {}

  /** Real tokens of each text, and where they stood. */
  #texts(feeds: Feeds): BatchText[] {
    const [batch, seqLen] = batchDims(feeds);
    const ids = numbers(feeds.input_ids);
    const types = numbers(feeds.token_type_ids);
    const mask = numbers(feeds.attention_mask);
    const listed = listedPositions(feeds.logit_positions, batch);
    return Array.from({ length: batch }, (_, text) => {
      const positions = Array.from({ length: seqLen }, (_, i) => i).filter((i) => mask[text * seqLen + i] !== 0);
      const inputIds = positions.map((i) => ids[text * seqLen + i]);
      const atMasks = () => inputIds.flatMap((id, token) => (id === this.#maskTokenId ? [token] : []));
      return {
        inputIds,
        tokenTypeIds: positions.map((i) => types[text * seqLen + i]),
        positions,
        logitPositions: listed ? listed[text].map((column) => tokenAt(text, positions, column)) : atMasks(),
      };
    });
  }
}

function batchDims(feeds: Feeds): readonly [number, number] {
  const [batch, seqLen] = matrixDims('input_ids', feeds.input_ids, '[batch, seqLen]');
  if (batch === 0) throw new RangeError('input_ids: expected at least one text, found none');
  for (const name of ['input_ids', 'attention_mask', 'token_type_ids']) {
    const { dims } = feeds[name];
    if (String(dims) === String([batch, seqLen])) continue;
    throw new RangeError(`${name}: expected [batch, seqLen] = [${batch}, ${seqLen}], found [${dims}]`);
  }
  return [batch, seqLen];
}

function matrixDims(name: string, { dims }: Tensor, expected: string): readonly number[] {
  if (dims.length === 2) return dims;
  throw new RangeError(`${name}: expected ${expected}, found [${dims}]`);
}

/** Which of a text's tokens stands in a column of the batch. */
function tokenAt(text: number, positions: readonly number[], column: number): number {
  const token = positions.indexOf(column);
  if (token >= 0) return token;
  throw new RangeError(
    `logit_positions: expected a token of text ${text}, found ${column}: padding or beyond the text`,
  );
}

/** int64 or int32 content as plain numbers. */
function numbers({ data }: Tensor): number[] {
  return Array.from(data as BigInt64Array | Int32Array, Number);
}

function headMaskRows(tensor: Tensor | undefined): number[][] | undefined {
  if (!tensor) return undefined;
  const [layers, heads] = matrixDims('head_mask', tensor, '[layers, heads]');
  const values = Array.from(tensor.data as Float32Array);
  return Array.from({ length: layers }, (_, layer) => values.slice(layer * heads, (layer + 1) * heads));
}

function listedPositions(tensor: Tensor | undefined, batch: number): number[][] | undefined {
  if (!tensor) return undefined;
  if (matrixDims('logit_positions', tensor, '[count, 2]')[1] !== 2) {
    throw new RangeError(`logit_positions: expected [count, 2], found [${tensor.dims}]`);
  }
  const listed: number[][] = Array.from({ length: batch }, () => []);
  const values = numbers(tensor);
  for (let i = 0; i < values.length; i += 2) {
    const text = values[i];
    if (!(text >= 0 && text < batch))
      throw new RangeError(`logit_positions: expected a text in 0..${batch - 1}, found ${text}`);
    if (text < (values[i - 2] ?? 0)) throw new RangeError('logit_positions: expected texts in rising order');
    listed[text].push(values[i + 1]);
  }
  return listed;
}

/** How many texts go into each pass: as many as fit, in order. */
function packSizes(texts: readonly BatchText[], capacity: number): number[] {
  const sizes: number[] = [];
  let tokens = Number.POSITIVE_INFINITY;
  for (const { inputIds } of texts) {
    if (tokens + inputIds.length > capacity) {
      sizes.push(0);
      tokens = 0;
    }
    sizes[sizes.length - 1]++;
    tokens += inputIds.length;
  }
  return sizes;
}
