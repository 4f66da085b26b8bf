import { BertModel, type Tensor as HfTensor, mean_pooling } from '@xenova/transformers';
import { matrixRows } from '../analysis/matrix-rows.ts';
import type { FloatTensor } from '../bert/float-tensor.ts';
import { createSession, engineOf, provideEngine } from '../engine/backend.ts';
import { readJson } from '../engine/byte-source.ts';
import type { Engine } from '../engine/engine.ts';
import type { OutputSink } from '../engine/outputs.ts';
import type { EngineText, PassOptions } from '../engine/pass.ts';
import type { Rows } from '../engine/read-weight.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { createTokenizer, type Tokenizer, type TruncatedTokens } from '../tokenizer/bert-tokenizer.ts';
import type { Token } from '../tokenizer/token.ts';
import {
  type Bert,
  type LoadOptions,
  type PackText,
  type PassTokens,
  type Pause,
  packTokens,
  type TraceOptions,
} from './bert.ts';
import { type FillMaskOptions, fillMask, type MaskPrediction, targetId } from './fill-mask.ts';
import { nextTurn } from './next-turn.ts';
import { UnknownTensorError } from './read-trace.ts';
import { headMaskFeed, listFeed, paddedFeeds, textFeeds, withoutBatch } from './session-feeds.ts';

type Session = Awaited<ReturnType<typeof createSession>>;

/**
 * Loads a converted model: transformers.js's tokenizer, model class and pooling on our engine's session.
 * @throws Error naming the file that is missing, short or altered. Nothing is kept after a failure, so the caller may
 *   try again.
 */
export async function loadBert(options: LoadOptions): Promise<Bert> {
  const read = async (name: string) => readJson(await options.openFile(name), name);
  const tokenizer = createTokenizer(await read('tokenizer.json'), await read('tokenizer_config.json'));
  provideEngine(options.id, { ...options, maskTokenId: tokenizer.pretrained.mask_token_id });
  const session = await createSession(options.id);
  const pooled = await createSession(`${options.id}?outputs=last_hidden_state`);
  const model = new BertModel(await read('config.json'), pooled);
  return new LoadedBert(options.id, await engineOf(options.id), session, pooled, tokenizer, model);
}

class LoadedBert implements Bert {
  readonly id: string;
  readonly #engine: Engine;
  readonly #session: Session;
  /** The session of `#model`. */
  readonly #pooled: Session;
  readonly #tokenizer: Tokenizer;
  readonly #model: BertModel;

  constructor(id: string, engine: Engine, session: Session, pooled: Session, tokenizer: Tokenizer, model: BertModel) {
    this.id = id;
    this.#engine = engine;
    this.#session = session;
    this.#pooled = pooled;
    this.#tokenizer = tokenizer;
    this.#model = model;
  }

  get config() {
    return this.#engine.config;
  }

  get memoryBytes() {
    return this.#engine.memoryBytes;
  }

  get threads() {
    return this.#engine.threads;
  }

  get outputNames() {
    return this.#session.outputNames;
  }

  tokenize(text: string, textPair?: string): Token[] {
    return this.#tokenizer.encode(text, textPair);
  }

  streamTokens(text: string, textPair?: string): Iterable<Token> {
    return this.#tokenizer.stream(text, textPair);
  }

  truncate(maxTokens: number, text: string, textPair?: string): TruncatedTokens {
    return this.#tokenizer.truncate(maxTokens, text, textPair);
  }

  async trace(
    tokens: PassTokens,
    names: readonly string[],
    options: Pick<TraceOptions, 'headMask'> = {},
  ): Promise<Record<string, Tensor>> {
    const unknown = names.find((name) => !this.outputNames.includes(name));
    if (unknown !== undefined) throw new UnknownTensorError(unknown, this.outputNames);
    const feeds = { ...textFeeds(tokens), ...headMaskFeed(options.headMask), ...listFeed(this.maskPositions(tokens)) };
    const outputs = await this.#session.run(feeds, names);
    return Object.fromEntries(names.map((name) => [name, withoutBatch(name, outputs[name])]));
  }

  async pass(tokens: PassTokens, sink: OutputSink, options: TraceOptions = {}): Promise<void> {
    const { positionIds, change } = options;
    await this.pack([{ tokens, positionIds, change, logitPositions: this.maskPositions(tokens) }], sink, options);
  }

  async pack(texts: readonly PackText[], sink: OutputSink, options: PassOptions = {}): Promise<void> {
    await this.#engine.runInSteps(texts.map(engineText), sink, options);
  }

  wordId(word: string): number {
    return targetId(word, this.#tokenizer.pretrained.model.tokens_to_ids);
  }

  word(id: number): string {
    return this.#tokenizer.pretrained.model.vocab[id];
  }

  decode(ids: readonly number[], { skipSpecial = false } = {}): string {
    return this.#tokenizer.pretrained.decode([...ids], { skip_special_tokens: skipSpecial });
  }

  readWeight(name: string, rows?: Rows, into?: Float32Array): FloatTensor {
    return this.#engine.readWeight(name, rows, into);
  }

  async embed(texts: readonly string[]): Promise<Float32Array[]> {
    const longest = this.config.maxPositionEmbeddings;
    const inputIds = texts.map((text) => this.truncate(longest, text).tokens.map(({ id }) => id));
    const vectors: Float32Array[] = [];
    for await (const vector of this.streamVectors(inputIds)) vectors.push(vector.slice());
    return vectors;
  }

  streamVectors(inputIds: readonly ArrayLike<number>[], pause?: Pause): AsyncGenerator<Float32Array> {
    const read = async (pack: readonly ArrayLike<number>[]) => {
      const { data, dims } = await this.#pool(pack);
      return matrixRows(data as Float32Array, dims[1]);
    };
    return this.#inPacks(inputIds, read, pause);
  }

  streamStates(inputIds: readonly ArrayLike<number>[], layer: number, pause?: Pause): AsyncGenerator<Float32Array> {
    const read = (pack: readonly ArrayLike<number>[]) =>
      this.#read(pack, `hidden_states.${layer}`, ({ length }) => length);
    return this.#inPacks(inputIds, read, pause);
  }

  streamPoolerOutput(inputIds: readonly ArrayLike<number>[], pause?: Pause): AsyncGenerator<Float32Array> {
    return this.#inPacks(inputIds, (pack) => this.#read(pack, 'pooler_output', () => 1), pause);
  }

  /** What `read` makes of each text, one pack after the other. */
  async *#inPacks(
    inputIds: readonly ArrayLike<number>[],
    read: (pack: readonly ArrayLike<number>[]) => Promise<readonly Float32Array[]>,
    pause: Pause = nextTurn,
  ): AsyncGenerator<Float32Array> {
    let tokensLeft = inputIds.reduce((sum, { length }) => sum + length, 0);
    for (const [index, pack] of this.#packs(inputIds).entries()) {
      if (index > 0) await pause(tokensLeft);
      yield* await read(pack);
      tokensLeft -= pack.reduce((sum, { length }) => sum + length, 0);
    }
  }

  /** The named [rows, hiddenSize] of each text. */
  async #read(
    pack: readonly ArrayLike<number>[],
    name: string,
    rowsOf: (inputIds: ArrayLike<number>) => number,
  ): Promise<Float32Array[]> {
    const states = pack.map((inputIds) => new Float32Array(rowsOf(inputIds) * this.config.hiddenSize));
    const sink: OutputSink = {
      wants: (output) => output === name,
      write: (_name, text, offset, values) => states[text].set(values, offset),
    };
    const texts = pack.map((ids) => ({ inputIds: ids, tokenTypeIds: new Uint8Array(ids.length) }));
    await this.#engine.runInSteps(texts, sink);
    return states;
  }

  /** [texts, hiddenSize]: the output of transformers.js's feature extraction with mean pooling and normalisation. */
  async #pool(pack: readonly ArrayLike<number>[]): Promise<HfTensor> {
    const feeds = paddedFeeds(pack);
    const outputs: { last_hidden_state: HfTensor } = await this.#model(feeds);
    return mean_pooling(outputs.last_hidden_state, feeds.attention_mask).normalize(2, -1);
  }

  fillMask(tokens: PassTokens, options: FillMaskOptions): Promise<MaskPrediction[]> {
    return fillMask(this, tokens, options);
  }

  async dispose(): Promise<void> {
    await this.#session.release();
    await this.#pooled.release();
  }

  maskPositions(tokens: readonly Pick<Token, 'id'>[]): number[] {
    const mask = this.#tokenizer.pretrained.mask_token_id;
    return tokens.flatMap(({ id }, index) => (id === mask ? [index] : []));
  }

  /**
   * Groups neighbouring texts, as long as a pack has at most `packTokens` tokens and, once padded, is no larger than
   * the engine takes.
   */
  #packs(inputIds: readonly ArrayLike<number>[]): ArrayLike<number>[][] {
    const packs: ArrayLike<number>[][] = [];
    let [tokens, longest] = [Number.POSITIVE_INFINITY, 0];
    for (const ids of inputIds) {
      const pack = packs.at(-1);
      tokens += ids.length;
      longest = Math.max(longest, ids.length);
      if (pack && tokens <= packTokens && longest * (pack.length + 1) <= this.#engine.capacity) {
        pack.push(ids);
      } else {
        packs.push([ids]);
        [tokens, longest] = [ids.length, ids.length];
      }
    }
    return packs;
  }
}

function engineText({ tokens, positionIds, ...text }: PackText): EngineText {
  return {
    ...text,
    inputIds: tokens.map(({ id }) => id),
    tokenTypeIds: tokens.map(({ type }) => type),
    ...(positionIds && { positions: positionIds }),
  };
}
