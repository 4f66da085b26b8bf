import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import type { KeyText } from './key-texts.ts';

/** Fewer words make no claim. */
const claimWords = 4;

/** What pages, components and figures say on screen and what the contract says: prose of the markup, and every text of the code. */
export const screenTexts: readonly KeyText[] = [
  ...globSync('site/**/*.{astro,svelte}').map(textsOfMarkup),
  ...globSync(['site/**/*.ts', 'shared/{api,model}/**/*.ts']).map(textsOfCode),
  ...['site/content/presets.json', 'site/content/notes-closing.json'].map((path) => textsOfCode(path)),
  ...['README.md', 'site/playground/WISHES.md'].map((place) => ({ place, text: oneLine(read(place)) })),
].filter(({ text }) => text !== '');

function textsOfMarkup(place: string): KeyText {
  const file = read(place).replace(/<style[\s\S]*?<\/style>/g, '');
  const scripts = /^---\n[\s\S]*?\n---|<script[\s\S]*?<\/script>/g;
  const code = (file.match(scripts) ?? []).map((part) => part.replace(/^---|---$|<\/?script[^>]*>/g, '')).join('\n');
  const markup = file.replace(scripts, '').replace(/<!--[\s\S]*?-->/g, '');
  const attributes = Array.from(markup.matchAll(/\w="([^"]*)"/g), ([, value]) => value!).filter(isClaim);
  const prose = withoutExpressions(markup.replace(/\s\w[\w:-]*="[^"]*"/g, '')).replace(/<[^>]*>/g, ' ');
  return { place, text: oneLine([prose, ...attributes, ...literals(code)].join('. ')) };
}

function textsOfCode(place: string): KeyText {
  return { place, text: oneLine(literals(place.endsWith('.json') ? `(${read(place)})` : read(place)).join('. ')) };
}

/** Strings and templates of TypeScript or JSON; numbers that a template puts in are left out. */
function literals(code: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) found.push(node.text);
    if (ts.isTemplateExpression(node))
      found.push([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…'));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('texts.ts', code, ts.ScriptTarget.Latest));
  return found.filter(isClaim);
}

function isClaim(text: string): boolean {
  return text.trim().split(/\s+/).length >= claimWords;
}

/** Expressions in braces, the innermost first, until none is left. */
function withoutExpressions(markup: string): string {
  const less = markup.replace(/\{[^{}]*\}/g, ' … ');
  return less === markup ? markup : withoutExpressions(less);
}

function read(path: string): string {
  return readFileSync(path, 'utf8');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
