import { directions, leastCases } from '../../../shared/atlas/atlas.ts';
import { habitRules } from '../../../shared/atlas/head-words.ts';
import { type Kind, kindsOf, kindWords } from './head-kinds.ts';
import { isPlain, type PlainMeasure, plainMeasures, unitOf } from './measures.ts';
import { type Finding, findingOf, type Overview, type RelationSummary, wordsIn } from './overview.ts';
import { type HeadQuestion, type Limit, readConditions } from './read-question.ts';
import type { RelationNumbers } from './relation-numbers.ts';

/** Heads that a question finds, in parts: one for each thing that it may be about. */
export interface HeadsFound {
  readonly parts: readonly AnswerPart[];
  /** Indices of the heads that light up; of several conditions, those that meet all of them. */
  readonly lit: ReadonlySet<number>;
  /** How many conditions the question has, where it has several. */
  readonly conditions?: number;
}

export type AnswerPart = RelationPart | MeasurePart | KindPart | HeadPart;

interface RelationPart {
  readonly of: 'relation';
  readonly relation: RelationSummary;
  /**
   * `found`: these pass the rules; `closest`: none does, this is the best; `few`: too few cases to say anything; `within`:
   * these are within the limit that was asked for, whatever the rules say; `unknown`: their numbers are on their way.
   */
  readonly how: 'found' | 'closest' | 'few' | 'within' | 'unknown';
  readonly limit?: Limit;
  readonly findings: readonly Finding[];
}

interface MeasurePart {
  readonly of: 'measure';
  readonly measure: PlainMeasure;
  readonly limit: Limit;
  /** The furthest beyond the limit first. */
  readonly heads: readonly { readonly head: number; readonly value: number }[];
}

interface KindPart {
  readonly of: 'kind';
  readonly kind: Kind;
  readonly heads: readonly number[];
}

interface HeadPart {
  readonly of: 'head';
  readonly head: number;
}

/** Relations whose numbers are known. */
export type KnownRelations = Readonly<Record<string, RelationNumbers>>;

/** The relation of which a question needs the numbers of all heads. */
export function relationsNeeded({ terms, relations }: Overview, text: string): string[] {
  const asked = new Set(readConditions(text, terms).flatMap(({ limit, topics }) => (limit ? topics : [])));
  return relations
    .filter(({ relation, count }) => count >= leastCases && asked.has(relation))
    .map(({ relation }) => relation);
}

/** What a question in words finds; undefined where nothing is asked, no parts where nothing is found. */
export function findHeads(overview: Overview, text: string, known: KnownRelations = {}): HeadsFound | undefined {
  const conditions = readConditions(text, overview.terms).map((one) => partsOf(overview, one, known));
  const parts = conditions.flat();
  if (conditions.length === 0) return undefined;
  if (conditions.length === 1) return { parts, lit: new Set(parts.flatMap(headsOf)) };
  const [first, ...more] = conditions.map((ofOne) => new Set(ofOne.filter(isMet).flatMap(headsOf)));
  const lit = new Set([...first!].filter((head) => more.every((heads) => heads.has(head))));
  return { parts, lit, conditions: conditions.length };
}

function partsOf(overview: Overview, { head, topics, limit }: HeadQuestion, known: KnownRelations): AnswerPart[] {
  return head === undefined ? topics.map((topic) => partOf(overview, topic, limit, known)) : [{ of: 'head', head }];
}

/** The best head of a relation that none finds is told, but meets no condition. */
const isMet = (part: AnswerPart) => part.of !== 'relation' || part.how !== 'closest';

function headsOf(part: AnswerPart): readonly number[] {
  if (part.of === 'relation') return part.findings.map(({ head }) => head);
  if (part.of === 'measure') return part.heads.map(({ head }) => head);
  return part.of === 'kind' ? part.heads : [part.head];
}

function partOf(overview: Overview, topic: string, limit: Limit | undefined, known: KnownRelations): AnswerPart {
  const [of, name] = topic.split(' ');
  if (of === 'kind') return kindPart(overview, name as Kind);
  if (of === 'measure' && name !== undefined && isPlain(name)) return measurePart(overview, name, limit);
  const index = overview.relations.findIndex(({ relation }) => relation === topic);
  const { relation, count } = overview.relations[index]!;
  return limit && count >= leastCases
    ? relationWithin(overview, index, limit, known[relation])
    : relationPart(overview, index);
}

function relationPart(overview: Overview, index: number): RelationPart {
  const relation = overview.relations[index]!;
  const findings = (rows: Overview['found']) =>
    rows.filter(([, of]) => of === index).map((row) => findingOf(overview, row));
  if (relation.count < leastCases) return { of: 'relation', relation, how: 'few', findings: [] };
  const found = findings(overview.found).sort(byAccuracy);
  return found.length > 0
    ? { of: 'relation', relation, how: 'found', findings: found }
    : { of: 'relation', relation, how: 'closest', findings: findings(overview.closest) };
}

const byAccuracy = (a: Finding, b: Finding) => b.accuracy - a.accuracy;

function relationWithin(
  overview: Overview,
  index: number,
  asked: Limit,
  numbers: RelationNumbers | undefined,
): RelationPart {
  const relation = overview.relations[index]!;
  const limit = { ...asked, value: limitValue(asked, 'accuracy') };
  if (!numbers) return { of: 'relation', relation, how: 'unknown', limit, findings: [] };
  const isWithin = within(asked, 'accuracy');
  const findings = directions.flatMap((_, way) =>
    numbers.accuracy[way]!.flatMap((accuracy, head) => {
      const [low, high] = [numbers.low[way]![head]!, numbers.high[way]![head]!];
      return isWithin(accuracy) ? [findingOf(overview, [head, index, way, accuracy, low, high])] : [];
    }),
  );
  return { of: 'relation', relation, how: 'within', limit, findings: findings.sort(byAccuracy) };
}

/** Without a limit in the question, that of the habit; of a measure that is no habit the eight largest. */
function measurePart({ values }: Overview, measure: PlainMeasure, asked: Limit | undefined): MeasurePart {
  const limit = asked ?? usualLimit(measure, values[measure]);
  const isWithin = within(limit, unitOf(measure));
  const sign = limit.side === 'least' ? -1 : 1;
  const heads = values[measure]
    .map((value, head) => ({ head, value }))
    .filter(({ value }) => isWithin(value))
    .sort((a, b) => sign * (a.value - b.value));
  return { of: 'measure', measure, limit: { ...limit, value: limitValue(limit, unitOf(measure)) }, heads };
}

const listed = 8;

function usualLimit(measure: PlainMeasure, values: readonly number[]): Limit {
  const rule = habitRules.find((one) => one.measure === measure);
  const value = rule ? rule.least : values.toSorted((a, b) => b - a)[listed - 1]!;
  return { side: 'least', value, isPercent: false };
}

/** `60` of a share is 60 %, as is `60 %`. */
function limitValue({ value, isPercent }: Limit, unit: string): number {
  const isShare = unit === 'share' || unit === 'accuracy';
  return isShare && (isPercent || value > 1) ? value / 100 : value;
}

function within(limit: Limit, unit: string): (value: number) => boolean {
  const value = limitValue(limit, unit);
  return limit.side === 'least' ? (one) => one >= value : (one) => one <= value;
}

function kindPart(overview: Overview, kind: Kind): KindPart {
  const heads = overview.places.flatMap((_, head) => (kindsOf(wordsIn(overview, head)).includes(kind) ? [head] : []));
  return { of: 'kind', kind, heads };
}

/** What can be asked, in the reader's words: kinds of words, relations with cases enough, and measures. */
export function whatCanBeAsked({ relations, terms }: Overview): string[] {
  const shortest = (topic: string) =>
    terms[topic]!.split('|')
      .slice(1)
      .sort((a, b) => a.length - b.length)[0]!;
  const ofRelations = relations.filter(({ count }) => count >= leastCases).map(({ relation }) => relation);
  const ofMeasures = Object.keys(plainMeasures).filter((measure) => !measure.startsWith('norm_'));
  return [kindWords.relation.ask, ...ofRelations, ...ofMeasures.map((measure) => `measure ${measure}`).map(shortest)];
}
