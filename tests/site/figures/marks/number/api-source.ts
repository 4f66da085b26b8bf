import { readFileSync } from 'node:fs';
import { wordsOf } from '../../../../../shared/analysis/word-merging.ts';
import { readSafetensors } from '../../../../../shared/tensors/safetensors.ts';
import type { Token } from '../../../../../shared/tokenizer/token.ts';
import type { Source } from './evaluate.ts';
import { type Node, type TensorNode, tensorsOf } from './nodes.ts';
import { pick, scalar, stack, tensorValue, type Value } from './values.ts';

/** The JSON body of `POST /v1/trace` without its `tensors`. */
export interface TraceBody {
  readonly text: string;
  readonly text_pair?: string;
  readonly [field: string]: unknown;
}

interface Answer {
  readonly tokens: readonly Token[];
  readonly tensors: Readonly<Record<string, Value>>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** What `POST /v1/fill-mask` answers. */
interface Predictions {
  readonly masks: readonly {
    readonly hidden_state: number;
    readonly candidates: readonly { readonly id: number; readonly probability: number }[];
  }[];
}

const layers = Array.from({ length: 12 }, (_, layer) => layer);
const safetensors = 'application/vnd.safetensors';
const model = new URL('../../../../../site/public/models/bert-base-uncased/', import.meta.url);

/**
 * First indices that say what is fetched: the row of the vocabulary's table; the place and word of a probability; layer,
 * head and the two tokens of a score.
 */
const ownIndices: Readonly<Record<string, number>> = { word_embeddings: 1, fill_mask: 2, score_attribution: 4 };

/** Names in one request: many share a forward pass, and their answer stays below the API's limit. */
const batch = 24;

/** Tensors from the API, asked once for each request and name. */
export class ApiTensors {
  readonly #url: URL;
  readonly #answers = new Map<string, Promise<Answer>>();
  readonly #predictions = new Map<string, Promise<Predictions>>();
  readonly #vocabulary: readonly string[];

  constructor(url: URL) {
    this.#url = url;
    const { vocab } = JSON.parse(readFileSync(new URL('tokenizer.json', model), 'utf8')).model;
    this.#vocabulary = Object.entries<number>(vocab)
      .sort(([, a], [, b]) => a - b)
      .map(([word]) => word);
  }

  /** Fetches all that these names speak of, under the requests of their place. @throws Error when the API has it not */
  async source(nodes: readonly Node[], requests: readonly TraceBody[]): Promise<Source> {
    for (const [request, body] of requests.entries()) {
      this.#askAhead(
        body,
        nodes
          .flatMap(tensorsOf)
          .filter((node) => node.request === request)
          .flatMap(tracedNames),
      );
    }
    const tensors = new Map<string, Value>();
    for (const node of nodes.flatMap(tensorsOf)) {
      const key = wholeName(node);
      if (!tensors.has(key)) tensors.set(key, await this.#whole(node, requests));
    }
    const texts = await Promise.all(requests.map((body) => this.#traced(body, 'embeddings.sum')));
    const tokens = (request: number) => texts[request]!.tokens;
    return {
      tensor: (node) => part(node, tensors.get(wholeName(node))!),
      tokens,
      words: (request) => wordsOf(tokens(request), requests[request]!.text, requests[request]!.text_pair),
    };
  }

  async #whole(node: TensorNode, requests: readonly TraceBody[]): Promise<Value> {
    const { name, path } = node;
    const body = requests[node.request];
    if (!body) throw new Error(`expected request ${node.request} of ${requests.length}`);
    if (name === 'word_embeddings') return this.#wordEmbedding(node);
    if (name === 'fill_mask') return this.#probability(body, node);
    if (name === 'tokens' || name === 'input_ids') return this.#tokenField(body, name === 'tokens' ? path[0]! : 'id');
    if (name === 'score_attribution') return this.#split(body, node);
    if (name === 'rollout' || name === 'metrics') return this.#attention(body, name, path[0]);
    const names = tracedNames(node);
    const answers = await Promise.all(names.map((one) => this.#traced(body, one)));
    const values = answers.map(({ tensors }, at) => tensors[names[at]!]!);
    return names.length === 1 ? values[0]! : stack(values);
  }

  /** Asks for many tensors at once; whoever wants one of them waits for the same answer. */
  #askAhead(body: TraceBody, names: readonly string[]): void {
    const missing = [...new Set(names)].filter((name) => !this.#answers.has(traceKey(body, name)));
    for (let at = 0; at < missing.length; at += batch) {
      const part = missing.slice(at, at + batch);
      const answer = this.#fetch('/v1/trace', { ...body, tensors: part });
      answer.catch(() => undefined);
      for (const name of part) this.#answers.set(traceKey(body, name), answer);
    }
  }

  /** A row of the vocabulary's table, by a text that is that one piece. */
  async #wordEmbedding({ indices: [id] }: TensorNode): Promise<Value> {
    const piece = this.#vocabulary[Number(id)]!;
    const { tensors, tokens } = await this.#traced({ text: piece }, 'embeddings.word');
    if (tokens[1]?.id !== id)
      throw new Error(`expected a text that is the one piece "${piece}", found ${tokens[1]?.text}`);
    return pick(tensors['embeddings.word']!, [1]);
  }

  /** One word's: of the best fifty at a place, or asked for by its name. */
  async #probability(body: TraceBody, { path: [state], indices: [position, id] }: TensorNode): Promise<Value> {
    const asked = { ...body, positions: [position], hidden_states: layers.concat(layers.length), top_k: 50 };
    const key = `/v1/fill-mask ${JSON.stringify(asked)}`;
    const answer =
      this.#predictions.get(key) ??
      this.#post('/v1/fill-mask', asked, 'application/json').then(
        (response) => response.json() as Promise<Predictions>,
      );
    this.#predictions.set(key, answer);
    const { masks } = await answer;
    const read = masks.find(({ hidden_state: of }) => of === state);
    const found = read?.candidates.find((candidate) => candidate.id === id);
    return scalar(found ? found.probability : await this.#target(body, { state, position, id }));
  }

  async #target(body: TraceBody, { state, position, id }: Record<string, unknown>): Promise<number> {
    const target = this.#vocabulary[Number(id)]!;
    const asked = { ...body, positions: [position], hidden_states: [state], targets: [target] };
    const response = await this.#post('/v1/fill-mask', asked, 'application/json');
    const { masks } = (await response.json()) as Predictions;
    return masks[0]!.candidates[0]!.probability;
  }

  async #tokenField(body: TraceBody, field: string | number): Promise<Value> {
    const { tokens } = await this.#traced(body, 'embeddings.sum');
    const numbers = tokens.map((token) => Number(token[field as 'id' | 'start' | 'end']));
    return tensorValue([numbers.length], numbers);
  }

  async #attention(body: TraceBody, name: 'rollout' | 'metrics', metric: string | number | undefined): Promise<Value> {
    const wanted = name === 'rollout' ? { reduce: 'rollout' } : { metrics: true };
    const { tensors } = await this.#ask('/v1/attention', { ...body, ...wanted });
    return tensors[name === 'rollout' ? 'attentions' : `metrics.${metric}`]!;
  }

  /** Of one score: `terms` and `centred`, [sources, sources], or a number that stands beside them. */
  async #split(body: TraceBody, { path: [part], indices: [layer, head, from, to] }: TensorNode): Promise<Value> {
    const { tensors, metadata } = await this.#ask('/v1/score-attribution', { ...body, layer, head, from, to });
    return tensors[part!] ?? scalar(Number(metadata[part!]));
  }

  #traced(body: TraceBody, name: string): Promise<Answer> {
    return this.#ask('/v1/trace', { ...body, tensors: [name] }, traceKey(body, name));
  }

  async #post(path: string, body: unknown, accept: string): Promise<Response> {
    const headers = { 'content-type': 'application/json', accept };
    const response = await fetch(new URL(path, this.#url), { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path} ${JSON.stringify(body)}: ${await response.text()}`);
    return response;
  }

  #ask(path: string, body: unknown, key = `${path} ${JSON.stringify(body)}`): Promise<Answer> {
    const asked = this.#answers.get(key) ?? this.#fetch(path, body);
    this.#answers.set(key, asked);
    return asked;
  }

  async #fetch(path: string, body: unknown): Promise<Answer> {
    const response = await this.#post(path, body, safetensors);
    const { metadata, tensors } = readSafetensors(new Uint8Array(await response.arrayBuffer()));
    const values = Object.entries(tensors).map(([name, { shape, data }]) => [
      name,
      tensorValue(shape, data as Float32Array | Int32Array),
    ]);
    return { tokens: JSON.parse(metadata.tokens!), metadata, tensors: Object.fromEntries(values) };
  }
}

function traceKey(body: TraceBody, name: string): string {
  return `${name} of ${JSON.stringify(body)}`;
}

/** What the indices take: after `.*` they begin behind the layers; of words only the one row, or probability, is there. */
function part({ name, path, indices }: TensorNode, whole: Value): Value {
  const own = ownIndices[name];
  if (own !== undefined) return pick(whole, indices.slice(own));
  return pick(whole, path[0] === '*' ? ['*', ...indices] : indices);
}

/** What `POST /v1/trace` calls it: one tensor, or those of all layers; none where another route has it. */
function tracedNames({ name, path }: TensorNode): string[] {
  if (name in ownIndices || ['tokens', 'input_ids', 'rollout', 'metrics'].includes(name)) return [];
  const isAll = path[0] === '*' || (path.length === 0 && name === 'attentions');
  if (!isAll) return [[name, ...path].join('.')];
  return (name === 'hidden_states' ? [...layers, layers.length] : layers).map((layer) => `${name}.${layer}`);
}

/** What one fetched tensor goes by. */
function wholeName({ name, request, path, indices }: TensorNode): string {
  return [request, name, ...path, ...indices.slice(0, ownIndices[name] ?? 0)].join('.');
}
