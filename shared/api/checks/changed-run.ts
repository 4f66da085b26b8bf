import { recording, type SiteValues } from '../../bert/change.ts';
import type { FloatTensor } from '../../bert/float-tensor.ts';
import { changeBy, expectInterventions, type Intervention, named, type Operation } from '../../bert/interventions.ts';
import { axesOf, type Site, shapeAt, sitesAt } from '../../bert/sites.ts';
import type { Bert, TraceOptions } from '../../model/bert.ts';
import { cut } from '../../model/quoted.ts';
import type { Token } from '../../tokenizer/token.ts';
import { ApiError } from '../errors.ts';
import type { WireIntervention } from '../fields/intervention.ts';
import { bytesInWords, limits, roomBytes } from '../limits.ts';
import type { MemorySize } from '../turn.ts';
import { finiteChange } from './finite-run.ts';
import { patchTokens } from './prompt.ts';

type HeadMask = readonly (readonly number[])[];

interface ChangeFields {
  readonly head_mask?: HeadMask | undefined;
  readonly position_ids?: readonly number[] | undefined;
  readonly interventions?: readonly WireIntervention[] | undefined;
}

/** An unchanged run that gives numbers to a changed one. */
interface Source {
  readonly tokens: readonly Token[];
  readonly sites: Set<Site>;
}

/** What changes the pass of a request, and what must run before it. */
export interface ChangedRun {
  readonly headMask: TraceOptions['headMask'];
  readonly positionIds: TraceOptions['positionIds'];
  readonly interventions: readonly WireIntervention[];
  /** By the texts they read; '' is the request's own. */
  readonly sources: ReadonlyMap<string, Source>;
  /** Tokens that these runs read. */
  readonly sourceTokens: number;
  /** Bytes of what is kept of them. */
  readonly keptBytes: number;
}

/**
 * Everything about a request's changes that can be found out before the model runs.
 * @throws ApiError 400 with the path of the field: a mask of another shape, a place that does not exist, numbers of another
 * shape, a text to patch from that is longer or shorter; 413 where the numbers of unchanged runs would be too many.
 */
export function planChanges(bert: Bert, request: ChangeFields, tokens: readonly Token[]): ChangedRun {
  const { interventions = [] } = request;
  const sources = withPath(() => readSources(bert, interventions, tokens));
  const ofShapes = (key: string) => shapesOf(bert, sources.get(key)!.tokens.length);
  withPath(() => {
    const toCheck = interventions.map((each) => asIntervention(each, ofShapes));
    expectInterventions(bert.config, toCheck, tokens.length);
  });
  const keptBytes = [...sources.values()].reduce((sum, source) => sum + bytesOf(bert, source), 0);
  return {
    headMask: expectHeadMask(bert, request.head_mask),
    positionIds: expectPositionIds(bert, request.position_ids, tokens),
    interventions,
    sources,
    sourceTokens: [...sources.values()].reduce((sum, source) => sum + source.tokens.length, 0),
    keptBytes,
  };
}

/** Whether a request changes anything but its tokens. */
export function changesPass({ head_mask, position_ids, interventions }: ChangeFields): boolean {
  return head_mask !== undefined || position_ids !== undefined || interventions !== undefined;
}

/**
 * How a changed pass runs, after the runs that it takes numbers from: where numbers on the way are changed, with int16
 * activations, since what follows is compared with a pass without the change.
 */
export async function optionsOf(bert: Bert, run: ChangedRun): Promise<TraceOptions> {
  const { headMask, positionIds, interventions, sources } = run;
  if (interventions.length === 0 && positionIds === undefined) return { headMask };
  const activations = 'int16';
  const values = new Map<string, SiteValues>();
  for (const [key, { tokens, sites }] of sources) {
    const kept = new Map<string, FloatTensor>();
    const last = [...sites].reduce((most, site) => Math.max(most, layerOf(site)), 0);
    const end = { wants: (name: string) => name === `hidden_states.${last + 1}`, write: () => {} };
    await bert.pass(tokens, end, { activations, change: recording(kept, (site) => sites.has(site)) });
    values.set(key, kept);
  }
  const list = interventions.map((each) => asIntervention(each, (key) => values.get(key)!));
  const change = finiteChange(changeBy(bert.config, list), bert.config.numHiddenLayers - 1);
  return { headMask, positionIds, activations, change };
}

function layerOf(site: Site): number {
  const layer = Number(site.slice(site.lastIndexOf('.') + 1));
  return Number.isNaN(layer) ? 0 : layer;
}

const sourceKey = (patch: NonNullable<WireIntervention['patch']>) =>
  JSON.stringify([patch.text, patch.text_pair ?? '']);
const ownKey = '';

function asIntervention(wire: WireIntervention, valuesOf: (key: string) => SiteValues): Intervention {
  const { at, heads, tokens, from, to, renormalize } = wire;
  const select = Object.fromEntries(Object.entries({ heads, tokens, from, to }).filter(([, indices]) => indices));
  return { at, select, do: operationOf(wire, valuesOf), ...(renormalize && { renormalize }) };
}

function operationOf({ set, scale, add, patch }: WireIntervention, valuesOf: (key: string) => SiteValues): Operation {
  if (set !== undefined) return { set };
  if (scale !== undefined) return { scale };
  if (add !== undefined) return { add };
  if (patch) return { patch: { values: valuesOf(sourceKey(patch)), ...(patch.tokens && { tokens: patch.tokens }) } };
  return { freeze: valuesOf(ownKey) };
}

function readSources(
  bert: Bert,
  interventions: readonly WireIntervention[],
  own: readonly Token[],
): Map<string, Source> {
  const sources = new Map<string, Source>();
  for (const [index, { at, freeze, patch }] of interventions.entries()) {
    if (!freeze && !patch) continue;
    const path = `interventions[${index}]`;
    const key = patch ? sourceKey(patch) : ownKey;
    const tokens = sources.get(key)?.tokens ?? (patch ? patchTokens(bert, `${path}.patch.text`, patch) : own);
    const sites = sources.get(key)?.sites ?? new Set<Site>();
    for (const site of named(path, () => sitesAt(bert.config, at))) sites.add(site);
    sources.set(key, { tokens, sites });
  }
  if (sources.size <= limits.patchTexts) return sources;
  throw new ApiError(
    'invalid_value',
    `interventions: expected at most ${limits.patchTexts} texts to take numbers from, found ${sources.size}.`,
    { param: 'interventions' },
  );
}

/** As if the numbers were there: of each place only its shape. */
function shapesOf({ config }: Bert, seqLen: number): SiteValues {
  const data = new Float32Array();
  return { get: (name) => ({ shape: shapeAt(config, name.replace(/\[\d+\]$/, '') as Site, seqLen), data }) };
}

function bytesOf({ config }: Bert, { tokens, sites }: Source): number {
  return [...sites].reduce((sum, site) => {
    const heads = axesOf(site) === 'rows' ? 1 : config.numAttentionHeads;
    const [rows, columns] = shapeAt(config, site, tokens.length);
    return sum + heads * rows! * columns! * 4;
  }, 0);
}

/**
 * The size of an answer with what is kept of unchanged runs while it is made, which stands beside its tensors.
 * @throws ApiError 413 where they are more than the isolate has room for.
 */
export function withKept(
  { bytes, bytesBeside = 0 }: MemorySize,
  { keptBytes }: Pick<ChangedRun, 'keptBytes'>,
): Required<MemorySize> {
  const [all, most] = [roomBytes(bytes, bytesBeside + keptBytes), limits.waitingAnswerBytes];
  if (all <= most || keptBytes === 0) return { bytes, bytesBeside: bytesBeside + keptBytes };
  throw new ApiError(
    'tensor_too_large',
    `interventions: expected at most ${bytesInWords(most)} of the answer and of numbers of unchanged runs together, found ${bytesInWords(all)}, of which ${bytesInWords(keptBytes)} are kept. Name fewer layers, or send a shorter text.`,
    { param: 'interventions' },
  );
}

/** The mask itself, with a number for every head of the model. @throws ApiError 400 where it has another shape. */
function expectHeadMask(bert: Bert, mask: HeadMask | undefined): HeadMask | undefined {
  const { numHiddenLayers, numAttentionHeads } = bert.config;
  if (mask === undefined) return undefined;
  if (mask.length === numHiddenLayers && mask.every((layer) => layer.length === numAttentionHeads)) return mask;
  throw new ApiError(
    'invalid_value',
    `head_mask: expected ${numHiddenLayers} lists of ${numAttentionHeads} numbers, found ${mask.length} of ${cut([...new Set(mask.map(({ length }) => length))].join(', '))}.`,
    { param: 'head_mask' },
  );
}

function expectPositionIds(bert: Bert, ids: readonly number[] | undefined, tokens: readonly Token[]) {
  if (ids === undefined) return undefined;
  if (ids.length !== tokens.length) {
    const message = `position_ids: expected ${tokens.length} numbers, one for each token, found ${ids.length}.`;
    throw new ApiError('invalid_value', message, { param: 'position_ids' });
  }
  const last = bert.config.maxPositionEmbeddings - 1;
  const wrong = ids.findIndex((id) => id > last);
  if (wrong < 0) return ids;
  const param = `position_ids[${wrong}]`;
  throw new ApiError('out_of_range', `${param}: expected 0 to ${last}, found ${ids[wrong]}.`, { param });
}

/** A RangeError that begins with the path of a field, as an error of the API. */
function withPath<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const param = error.message.slice(0, error.message.indexOf(':'));
    const code = /expected indices|^interventions\[\d+\]\.at:/.test(error.message) ? 'out_of_range' : 'invalid_value';
    throw new ApiError(code, `${error.message}.`, { param, cause: error });
  }
}
