import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { glossarySchema, type Term } from '../content/glossary-schema.ts';

/** Every term, in the order of the alphabet. Read from the repository, while the site is built. @throws Error where one is no term */
export function readGlossary(): Term[] {
  const terms = glossarySchema.parse(parse(readFileSync('site/content/glossary.yaml', 'utf8')));
  return terms.toSorted((a, b) => sortKey(a).localeCompare(sortKey(b), 'en'));
}

/** `[CLS]` stands under C. */
const sortKey = ({ term }: Term) => term.replace(/[^\p{L}]/gu, '').toLowerCase();
