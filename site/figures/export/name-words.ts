import { tokenName } from '../marks/tokens/token-name.ts';

/** What a figure knows of its numbers that their names do not say. */
export interface NumbersAbout {
  /** The sentence that is read, as typed. */
  readonly sentence?: string | undefined;
  /** Its tokens; none where they are not known, and a name's index stands for the token then. */
  readonly tokens: readonly { readonly text: string }[];
  /** Words by their row of the vocabulary. */
  readonly words?: ReadonlyMap<number, string>;
  /** What each request is about, in the order of `data-request`: “the whole model”, “no positions”. */
  readonly states?: readonly string[];
  /** What a sweep of the figure takes one at a time, and the words that it follows. */
  readonly sweep?: { readonly of: 'heads' | 'states'; readonly words: readonly string[] };
  /** Words of names that this figure alone has. */
  readonly ownWords?: (name: string, about: NumbersAbout) => NameWords | undefined;
}

/**
 * The columns of words, in their order; layers and heads count from 1, as on screen. A vector's layer is the one that gives
 * it, 0 for what goes into the first.
 */
export const wordColumns = [
  'number',
  'model',
  'layer (from 1)',
  'head (from 1)',
  'token',
  'other token',
  'component (from 0)',
  'word',
  'part of the query',
  'part of the key',
] as const;
type Column = (typeof wordColumns)[number];
export type NameWords = Partial<Record<Column, string>>;

type Axis = 'layer' | 'head' | 'token' | 'other' | 'component' | 'id';

interface Family {
  readonly words: string;
  /** What its indices count, in their order. */
  readonly axes: readonly Axis[];
  /** Whether its layer, behind the dot, counts states: 0 is the input of the first layer, 1 what the first layer gives. */
  readonly countsStates?: true;
}

const pairs = ['head', 'token', 'other'] as const;
const headRows = ['head', 'token', 'component'] as const;
const rows = ['token', 'component'] as const;

const families: Readonly<Record<string, Family>> = {
  attentions: { words: 'weight', axes: pairs },
  attention_scores: { words: 'score', axes: pairs },
  attention_norms: { words: 'length of what is handed over', axes: pairs },
  query: { words: 'query', axes: headRows },
  key: { words: 'key', axes: headRows },
  value: { words: 'value', axes: headRows },
  transformed_value: { words: 'value behind the output matrix', axes: headRows },
  context: { words: 'what a head brings', axes: headRows },
  attention_output: { words: 'what attention brings', axes: rows },
  attention_block: { words: 'vector behind attention', axes: rows },
  intermediate: { words: 'feed-forward unit', axes: rows },
  feed_forward_output: { words: 'what the feed-forward network brings', axes: rows },
  mixing: { words: 'share from other tokens', axes: ['token'] },
  token_mixing: { words: 'share from the other token', axes: ['token', 'other'] },
  hidden_states: { words: 'vector', axes: rows, countsStates: true },
  fill_mask: { words: 'probability', axes: ['token', 'id'], countsStates: true },
  rollout: { words: 'rollout', axes: ['layer', 'token', 'other'] },
  'score_attribution.score': { words: 'score', axes: ['layer', ...pairs] },
  'score_attribution.above_row_mean': { words: 'score above the mean of its row', axes: ['layer', ...pairs] },
  'score_attribution.terms': { words: 'piece of the score', axes: ['layer', ...pairs] },
  'score_attribution.centred': { words: 'piece of the score above the mean', axes: ['layer', ...pairs] },
};

/** What an expression is, where it has a name of its own. */
const expressions: readonly (readonly [RegExp, string])[] = [
  [/^\|hidden_states\S+ - hidden_states\S+ \/ /, 'move of the vector, as part of its length'],
  [/^log\(fill_mask\S+ - log\(fill_mask\S+$/, 'change of ln p'],
  [/^\(log\(fill_mask/, 'part of the way to what ln p is in the other sentence'],
  [/^sum\(without\(attentions/, 'weight on other words'],
  [/^sum\(without\(attention_norms/, 'length of what other words hand over'],
];

/** The words of a number's name; columns of which the name says nothing, or more than one thing, are left out. */
export function nameWords(name: string, about: NumbersAbout): NameWords {
  return sweepWords(name, about) ?? about.ownWords?.(name, about) ?? expressionWords(name, about);
}

/** Of one head's matrix: `metrics.entropy`. */
function metricOf(tensor: string): Family | undefined {
  const [route, metric] = tensor.split('.');
  return route === 'metrics' && metric ? { words: metric, axes: ['layer', 'head'] } : undefined;
}

interface Reference {
  readonly family: Family;
  readonly request: number;
  readonly at: Partial<Record<Axis, number>>;
  /** The reference as it stands in the name. */
  readonly whole: string;
}

const reference = /\b([a-z][a-z_]*(?:\.[a-z_]+)?)(?:@(\d+))?(?:\.(\d+|\*))?((?:\[(?:\d+|\*)\])*)(?![\w(])/g;

/** The tensors that a name is computed from, with their indices, all 0-based. */
export function referencesIn(name: string): Reference[] {
  return [...name.matchAll(reference)].flatMap(([whole, tensor, request, layer, indices]) => {
    const family = families[tensor!] ?? metricOf(tensor!);
    if (!family) return [];
    const listed = [...indices!.matchAll(/\[(\d+|\*)\]/g)].map(([, index]) => Number(index));
    // The route of attention alone has its layer among the indices.
    const axes = layer === undefined && family.axes === pairs ? (['layer', ...pairs] as const) : family.axes;
    const numbered = listed.map((index, place) => [axes[place], index] as const);
    const ofLayer = layer === undefined ? [] : [['layer', Number(layer) - (family.countsStates ? 1 : 0)] as const];
    const at = Object.fromEntries([...ofLayer, ...numbered].filter(([axis, index]) => axis && Number.isInteger(index)));
    return [{ family, request: Number(request ?? 0), at, whole: whole! }];
  });
}

/** The words of what an expression is computed from. */
export function expressionWords(name: string, about: NumbersAbout): NameWords {
  const references = referencesIn(name);
  const [first] = references;
  if (!first) return {};
  const called = expressions.find(([pattern]) => pattern.test(name))?.[1];
  const kindsOfNumbers = [...new Set(references.map(({ family }) => family.words))];
  const number =
    called ?? (name === first.whole ? first.family.words : `computed from ${kindsOfNumbers.join(' and ')}`);
  const common = (axis: Axis) => {
    const value = first.at[axis];
    return references.every(({ at }) => at[axis] === value) ? value : undefined;
  };
  const isOneModel = references.every(({ request }) => request === first.request);
  return {
    number,
    ...(isOneModel && said('model', about.states?.[first.request])),
    ...placeWords(common, about),
    ...said('word', about.words?.get(common('id') ?? -1)),
  };
}

function placeWords(indexOf: (axis: Axis) => number | undefined, { tokens }: NumbersAbout): NameWords {
  const fromOne = (axis: Axis) => {
    const index = indexOf(axis);
    return index === undefined ? undefined : String(index + 1);
  };
  const token = (axis: Axis) => {
    const index = indexOf(axis);
    if (index === undefined) return undefined;
    return tokens[index] ? tokenName(tokens, index) : `token ${index}`;
  };
  const component = indexOf('component');
  return {
    ...said('layer (from 1)', fromOne('layer')),
    ...said('head (from 1)', fromOne('head')),
    ...said('token', token('token')),
    ...said('other token', token('other')),
    ...said('component (from 0)', component === undefined ? undefined : String(component)),
  };
}

/** Of `POST /v1/sweep`: what each head, or each state, does to a word. */
function sweepWords(name: string, about: NumbersAbout): NameWords | undefined {
  const found = /^sweep\.log_probability\[(\d+)\]\[(\d+)\]\[(\d+)\]$/.exec(name)?.slice(1).map(Number);
  if (!found) return undefined;
  const [followed, layer, column] = found as [number, number, number];
  const ofStates = about.sweep?.of === 'states';
  const at: Partial<Record<Axis, number>> = ofStates ? { layer, token: column } : { layer, head: column };
  return {
    number: 'change of ln p',
    model: ofStates ? 'with this state of the other sentence' : 'without this head',
    ...placeWords((axis) => at[axis], about),
    ...said('word', about.sweep?.words[followed]),
  };
}

function said(column: Column, words: string | undefined): NameWords {
  return words === undefined ? {} : { [column]: words };
}
