import { type BertConfig, parseBertConfig } from '../bert/config.ts';
import type { FloatTensor } from '../bert/float-tensor.ts';
import { indexFileName, parseShardIndex } from '../weights/shard-index.ts';
import { groupColumns, type ShardIndex, tileRows } from '../weights/weight-format.ts';
import { readJson, readText } from './byte-source.ts';
import { embeddings, givenHiddenStates } from './embeddings.ts';
import { encoder } from './encoder.ts';
import type { Kernels } from './kernels.ts';
import { loadWeights, type WeightSource } from './load-weights.ts';
import { type MemoryPlan, planMemory } from './memory-plan.ts';
import { type OutputShape, type OutputSink, outputShapes, passEnd } from './outputs.ts';
import { type EngineText, type Pass, type PassOptions, packTexts } from './pass.ts';
import { type Rows, readWeight } from './read-weight.ts';
import { type StartedKernels, startKernels, startThreadedKernels, type Threads } from './threads/threaded-kernels.ts';
import { type BertWeights, bertWeights } from './weights.ts';

export interface EngineOptions extends WeightSource {
  readonly kernels: WebAssembly.Module;
  /** Several threads share the work, over one shared memory, for which `kernels` must be compiled; absent: one. */
  readonly threads?: Threads | undefined;
  /** What `runInSteps` awaits between layers; absent: nothing. */
  readonly betweenLayers?: (() => Promise<void>) | undefined;
}

/** Tokens read and predicted up to which a pass is never interrupted: BERT-base takes 0.2 s for them. */
const unbrokenTokens = 64;

/** One BERT in one WebAssembly memory. `run` and `runInSteps` are one forward pass over a few texts. */
export class Engine {
  readonly config: BertConfig;
  readonly index: ShardIndex;
  /** Every output by name. */
  readonly outputs: ReadonlyMap<string, OutputShape>;
  readonly #memory: WebAssembly.Memory;
  readonly #kernels: Kernels;
  readonly #plan: MemoryPlan;
  readonly #weights: BertWeights;
  readonly #floats: Float32Array;
  readonly #betweenLayers: (() => Promise<void>) | undefined;
  readonly #started: StartedKernels;
  /** Counts up when other numbers come into working memory; a pass that goes on tells by it whether its own still stand there. */
  #tenancy = 0;

  private constructor(
    config: BertConfig,
    index: ShardIndex,
    plan: MemoryPlan,
    weights: BertWeights,
    memory: WebAssembly.Memory,
    started: StartedKernels,
    betweenLayers: (() => Promise<void>) | undefined,
  ) {
    this.config = config;
    this.index = index;
    this.#plan = plan;
    this.#memory = memory;
    this.#started = started;
    this.#kernels = started.kernels;
    this.#floats = new Float32Array(memory.buffer);
    this.#weights = weights;
    this.#betweenLayers = betweenLayers;
    this.outputs = outputShapes(config, { maskedLm: weights.maskedLm !== null, pooler: weights.pooler !== null });
  }

  /**
   * Reads config.json and the index, reserves all memory once, streams the weights into it.
   * @throws Error naming the file and what was expected of it, or the memory there is no room for; nothing is kept then.
   */
  static async load(options: EngineOptions): Promise<Engine> {
    const config = parseBertConfig(await readJson(await options.openFile('config.json'), 'config.json'));
    expectKernelSizes(config);
    const index = parseShardIndex(await readText(await options.openFile(indexFileName)));
    const plan = planMemory(config, index.tensors, options.threads?.count);
    const weights = bertWeights(config, index.tensors, plan);
    const memory = reserveMemory(plan.bytes, options.threads !== undefined);
    const started = await kernelsOver(memory, plan, options);
    const engine = new Engine(config, index, plan, weights, memory, started, options.betweenLayers);
    await loadWeights(index, plan, started.kernels, new Uint8Array(memory.buffer), options).catch((error: unknown) => {
      engine.end();
      throw error;
    });
    return engine;
  }

  /** Threads that share the work, 1 or more. */
  get threads(): number {
    return this.#started.threads;
  }

  /** Ends the threads. No pass may follow. */
  end(): void {
    this.#started.end();
  }

  /** Most tokens in one pass. */
  get capacity(): number {
    return this.config.maxPositionEmbeddings;
  }

  /** Bytes of WebAssembly memory; never grows. */
  get memoryBytes(): number {
    return this.#memory.buffer.byteLength;
  }

  /**
   * One forward pass. Texts are packed into one matrix for the linear layers; attention never crosses texts.
   * @throws RangeError when there is nothing to do, too much, or an id outside its table.
   */
  run(texts: readonly EngineText[], sink: OutputSink, options: PassOptions = {}): void {
    const pass = this.#begin(texts, sink, options);
    for (const _ of encoder(pass));
  }

  /**
   * The same pass, to the bit, with `betweenLayers` awaited between the layers of a long one, and within the work of the
   * masked-LM head; where the sink must drain, also between heads. Other passes may run meanwhile: this one keeps a copy
   * of the hidden states with which its layer began, from which all that they overwrote is computed again.
   */
  async runInSteps(texts: readonly EngineText[], sink: OutputSink, options: PassOptions = {}): Promise<void> {
    const tokens = texts.reduce((sum, text) => sum + text.inputIds.length + (text.logitPositions?.length ?? 0), 0);
    const isUnbroken = this.#betweenLayers === undefined || tokens <= unbrokenTokens;
    if (isUnbroken && sink.drain === undefined) return this.run(texts, sink, options);
    await this.#inSteps(this.#begin(texts, sink, options), isUnbroken ? undefined : this.#betweenLayers);
  }

  async #inSteps(pass: Pass, betweenLayers: (() => Promise<void>) | undefined): Promise<void> {
    const first = pass.plan.hidden.address / 4;
    const hidden = this.#floats.subarray(first, first + pass.rows * pass.config.hiddenSize);
    const kept = hidden.slice();
    let steps = encoder(pass);
    let tenancy = this.#tenancy;
    for (let step = steps.next(); !step.done; step = steps.next()) {
      const { value: stop } = step;
      if (stop.at === 'states') kept.set(hidden);
      const left = pass.sink.drain?.();
      if (stop.at === 'heads' && left === undefined) continue;
      await left;
      if (stop.at === 'states') await betweenLayers?.();
      if (this.#tenancy === tenancy) continue;
      hidden.set(kept);
      tenancy = ++this.#tenancy;
      if (stop.at === 'heads') steps = encoder({ ...pass, firstLayer: stop.layer });
    }
  }

  /** A weight as the pass multiplies by it, or some rows of it: see `readWeight`. Between passes, or while one waits. */
  readWeight(name: string, rows?: Rows, into?: Float32Array): FloatTensor {
    const [plan, kernels, floats] = [this.#plan, this.#kernels, this.#floats];
    this.#tenancy++;
    return readWeight({ tensors: this.index.tensors, plan, kernels, floats }, name, rows, into);
  }

  #begin(texts: readonly EngineText[], sink: OutputSink, options: PassOptions): Pass {
    const packed = packTexts(texts);
    const rows = packed.reduce((sum, { length }) => sum + length, 0);
    this.#expectTexts(texts, rows);
    if (options.headMask) this.#expectHeadMask(options.headMask);
    this.#expectHiddenStates(texts, options);
    const pass: Pass = {
      config: this.config,
      kernels: this.#kernels,
      plan: this.#plan,
      weights: this.#weights,
      floats: this.#floats,
      texts: packed,
      rows,
      ...passEnd(this.outputs.keys(), sink, this.config.numHiddenLayers),
      headMask: options.headMask,
      activations: options.activations,
      rowBits: this.index.metadata.activation_bits ?? 16,
      firstLayer: options.firstLayer,
      sink,
    };
    this.#tenancy++;
    if (options.firstLayer === undefined) embeddings(pass);
    else givenHiddenStates(pass, options.firstLayer);
    return pass;
  }

  #expectTexts(texts: readonly EngineText[], rows: number): void {
    const { vocabSize, typeVocabSize, maxPositionEmbeddings } = this.config;
    if (texts.length === 0) throw new RangeError('expected at least one text, found none');
    if (rows > this.capacity)
      throw new RangeError(`expected at most ${this.capacity} tokens in one pass, found ${rows}`);
    for (const { inputIds, tokenTypeIds, positions, logitPositions } of texts) {
      if (inputIds.length === 0) throw new RangeError('expected at least one token in every text, found none');
      if (tokenTypeIds.length !== inputIds.length) {
        throw new RangeError(`expected ${inputIds.length} token types, one per token, found ${tokenTypeIds.length}`);
      }
      expectBelow('token id', inputIds, vocabSize);
      expectBelow('token type', tokenTypeIds, typeVocabSize);
      if (positions && positions.length !== inputIds.length) {
        throw new RangeError(`expected ${inputIds.length} positions, one per token, found ${positions.length}`);
      }
      if (positions) expectBelow('position', positions, maxPositionEmbeddings);
      if (logitPositions) expectBelow('logit position', logitPositions, inputIds.length);
    }
  }

  #expectHiddenStates(texts: readonly EngineText[], { firstLayer }: PassOptions): void {
    const { numHiddenLayers, hiddenSize } = this.config;
    if (firstLayer !== undefined) expectBelow('first layer', [firstLayer], numHiddenLayers);
    for (const { inputIds, hiddenStates } of texts) {
      const [expected, found] = [
        firstLayer === undefined ? 0 : inputIds.length * hiddenSize,
        hiddenStates?.length ?? 0,
      ];
      if (found === expected) continue;
      throw new RangeError(`expected hidden states of ${expected} numbers for the first layer, found ${found}`);
    }
  }

  #expectHeadMask(headMask: NonNullable<PassOptions['headMask']>): void {
    const { numHiddenLayers, numAttentionHeads } = this.config;
    if (headMask.length !== numHiddenLayers || headMask.some(({ length }) => length !== numAttentionHeads)) {
      const found = `[${headMask.length}, ${[...new Set(headMask.map(({ length }) => length))]}]`;
      throw new RangeError(`expected a head mask [${numHiddenLayers}, ${numAttentionHeads}], found ${found}`);
    }
    const wrong = headMask.flat().find((weight) => !Number.isFinite(weight));
    if (wrong !== undefined) throw new RangeError(`expected finite numbers in the head mask, found ${wrong}`);
  }
}

/** Kernels for one thread or for several. */
async function kernelsOver(
  memory: WebAssembly.Memory,
  { scratch }: MemoryPlan,
  { kernels, threads }: EngineOptions,
): Promise<StartedKernels> {
  if (!threads) return startKernels(kernels, memory);
  return startThreadedKernels(kernels, memory, threads, scratch.bytes / threads.count);
}

/** Weights and working memory together, so that loading fails first if running would. */
function reserveMemory(bytes: number, shared: boolean): WebAssembly.Memory {
  const pages = Math.ceil(bytes / 65_536);
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
  } catch (cause) {
    const size = (bytes / 2 ** 20).toFixed(0);
    throw new Error(
      `expected room for ${size} MiB of WebAssembly memory, found none; free some, or take a smaller model`,
      {
        cause,
      },
    );
  }
}

function expectBelow(what: string, values: ArrayLike<number>, limit: number): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isInteger(value) && value >= 0 && value < limit) continue;
    throw new RangeError(`expected every ${what} in 0..${limit - 1}, found ${value} at ${i}`);
  }
}

/** Kernels work on whole groups of 64 inputs, whole vectors of 8 floats and two tiles of 8 outputs. */
function expectKernelSizes({ hiddenSize, intermediateSize, headSize, vocabSize }: BertConfig): void {
  if (vocabSize <= tileRows)
    throw new Error(`config.json: expected vocab_size to be more than ${tileRows}, found ${vocabSize}`);
  const wrong = hiddenSize % groupColumns !== 0 || intermediateSize % groupColumns !== 0 || headSize % 8 !== 0;
  if (!wrong) return;
  throw new Error(
    `config.json: expected hidden_size and intermediate_size to be multiples of ${groupColumns} and the head size of 8, found ${hiddenSize}, ${intermediateSize} and ${headSize}`,
  );
}
