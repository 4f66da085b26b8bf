import type { Atlas } from '../../shared/atlas/atlas.ts';
import { headName, headPage } from '../../shared/atlas/head-name.ts';
import { headWords, rulesInWords } from '../../shared/atlas/head-words.ts';
import { escaped } from '../prose/to-markdown.ts';
import { headSaid } from './head/head-said.ts';
import { measured, measureRows } from './head/measure-rows.ts';

/**
 * What each of the heads does as a Markdown table, a row a head: what the rules allow to say of it, with the numbers that
 * allow it, and its habits.
 * @param site address of the site, to which the links lead
 */
export function headsMarkdown(atlas: Atlas, site: URL): string {
  const places = atlas.examples.flatMap((heads, layer) => heads.map((_, head) => [layer, head] as const));
  const address = (path: string) => new URL(path, site).href;
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const parts = [
    `# What do the ${places.length} heads do?`,
    `The text of <${address('/heads')}>. A head is named by its layer and its number in it, both from 1: 9-11.`,
    `Measured over ${atlas.sentences.toLocaleString('en')} annotated sentences, ${atlas.tokens.toLocaleString('en')} tokens. Columns of tokens are shares of a head’s weight, means over all tokens. All numbers of all heads: [JSON](${address('/v1/heads')}), layers and heads from 0; [CSV](${address('/heads.csv')}).`,
    [
      line(['Head', 'What may be said of it', ...measured.map(({ words }) => escaped(words))]),
      line(['-', '-', ...measured.map(() => '-:')]),
      ...places.map(([layer, head]) =>
        line([
          `[${headName(layer, head)}](${address(headPage(layer, head))})`,
          escaped(saidOf(atlas, layer, head)),
          ...measureRows(atlas, layer, head).map(({ format, value }) => escaped(format(value))),
        ]),
      ),
    ].join('\n'),
    '## The rules by which a head gets words',
    ...rulesInWords.map(escaped),
    'A head that finds a relation is not shown to use it: attention that points at the right word says where a head looks, and not what the model does with it.',
  ];
  return `${parts.join('\n\n')}\n`;
}

function saidOf(atlas: Atlas, layer: number, head: number): string {
  const said = headSaid(headWords(atlas, layer, head));
  if (said.length === 0) return 'Nothing by these rules.';
  return said.map(({ words, numbers }) => `${words}: ${numbers}.`).join(' ');
}
