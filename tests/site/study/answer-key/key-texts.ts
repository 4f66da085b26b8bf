import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Chapter, chapterSchema } from '../../../../site/content/chapter-schema.ts';
import { type Asked, type Concept, conceptSchema } from '../../../../site/content/concept-schema.ts';
import { readGlossary } from '../../../../site/glossary/read-glossary.ts';
import type { ConceptEntry } from '../../../../site/study/study.ts';

const content = new URL('../../../../site/content/', import.meta.url);

/** One text that claims something, and where it stands. */
export interface KeyText {
  readonly place: string;
  readonly text: string;
}

/** The answer key as its files have it. */
export const concepts: readonly ConceptEntry[] = filesOf('concepts', '.yaml').map(({ name, text }) => ({
  id: name,
  data: conceptSchema.parse(parse(text)),
}));

/** What notes, questions and cards claim. Left out is what they show to be wrong: statements corrected, wrong options. */
export const keyTexts: readonly KeyText[] = concepts.flatMap(({ id, data }) =>
  claimsOf(data).map(({ place, text }) => ({ place: `${id}, ${place}`, text: oneLine(text) })),
);

/** What the chapters say. */
export const chapterTexts: readonly KeyText[] = filesOf('chapters', '.mdx').map(({ name, text }) => ({
  place: `chapter ${name}`,
  text: oneLine(proseOf(text)),
}));

/** What a chapter says of itself in front of its text, by its id. */
export const chapterFronts: ReadonlyMap<string, Chapter> = new Map(
  filesOf('chapters', '.mdx').map(({ name, text }) => [name, chapterSchema.parse(parse(text.split(/^---$/m)[1]!))]),
);

/** What a chapter says before its text to those who have chosen so. */
export const openingTexts: readonly KeyText[] = [...chapterFronts].flatMap(([name, { openings }]) =>
  Object.entries(openings).map(([level, opening]) => ({
    place: `chapter ${name}, for ${level}`,
    text: oneLine(opening),
  })),
);

/** What a chapter says of its step taken away. */
export const awayTexts: readonly KeyText[] = [...chapterFronts].flatMap(([name, { away }]) =>
  away.choices.map(({ note, ifSame = '' }) => ({ place: `chapter ${name}, taken away`, text: `${note} ${ifSame}` })),
);

/** What the glossary says. */
export const glossaryTexts: readonly KeyText[] = readGlossary().map(({ id, means }) => ({
  place: `glossary ${id}`,
  text: oneLine(means),
}));

/** What is said in the podcast: every text of its files, one after the other, whatever their shape. */
export const podcastTexts: readonly KeyText[] = filesOf('podcast', '.yaml').map(({ name, text }) => ({
  place: `podcast ${name}`,
  text: oneLine(allStrings(parse(text)).join(' ')),
}));

function claimsOf({ gives, notes, leftOut, questions, followUps, cards, covered, pairs }: Concept): KeyText[] {
  return [
    ...texts('what it gives', [gives]),
    ...notes.flatMap(({ order, statement, verdict, corrected, text, caution }) =>
      texts(`note ${order}`, [verdict ? undefined : statement, corrected, text, caution]),
    ),
    ...leftOut.flatMap(({ title, text }) => texts(title, [text])),
    ...questions.flatMap((one) => askedTexts(one.id, one)),
    ...followUps.flatMap((one) => askedTexts(one.id, one)),
    ...[...cards, ...covered, ...pairs].flatMap(({ id, front, back }) => texts(id, [`${front} ${back}`])),
  ];
}

function askedTexts(place: string, { question, options, explanation }: Asked): KeyText[] {
  const said = options.map((option) => ('why' in option ? option.why : option.text));
  return texts(place, [question, ...said, explanation]);
}

function texts(place: string, all: readonly (string | undefined)[]): KeyText[] {
  return all.flatMap((text) => (text === undefined ? [] : [{ place, text }]));
}

function filesOf(folder: string, ending: string): { name: string; text: string }[] {
  const url = new URL(`${folder}/`, content);
  if (!existsSync(url)) return [];
  return readdirSync(url)
    .filter((file) => file.endsWith(ending))
    .map((file) => ({ name: file.slice(0, -ending.length), text: readFileSync(new URL(file, url), 'utf8') }));
}

function allStrings(value: unknown): string[] {
  const text = z.string().safeParse(value);
  if (text.success) return [text.data];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(allStrings) : [];
}

/** Without front matter and imports, and without formulas and numbers that are read from the model while the site is built. */
function proseOf(mdx: string): string {
  return mdx
    .replace(/^---.*?^---/ms, '')
    .replace(/^import .*$/gm, '')
    .replace(/<sub>.*?<\/sub>/g, '')
    .replace(/<(?:Cite|Formula|Measured)\b[^>]*\/>/g, '')
    .replace(/<\/?(?:Part|PlaceLink)\b[^>]*>/g, '');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
