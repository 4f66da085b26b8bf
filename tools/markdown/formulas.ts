import type { Element } from 'hast';
import { select, selectAll } from 'hast-util-select';
import type { State } from 'hast-util-to-mdast';
import { toText } from 'hast-util-to-text';
import type { Math as MathNode } from 'mdast-util-math';

/** Leaves of each formula of a page its TeX, which stands in it for programs. @throws Error where one has none */
export function formulasAsTex(main: Element): void {
  for (const formula of selectAll('.formula:has(annotation)', main)) {
    const tex = select('annotation[encoding="application/x-tex"]', formula);
    if (!tex) throw new Error('expected the TeX of a formula beside its drawing, found none');
    Object.assign(formula, {
      tagName: 'tex',
      properties: {},
      children: [{ type: 'text', value: plainTex(toText(tex)) }],
    });
  }
}

/** TeX without the classes that colour its letters, which only this site knows. */
export function plainTex(tex: string): string {
  const colour = '\\htmlClass{';
  let text = tex;
  for (let at = text.indexOf(colour); at >= 0; at = text.indexOf(colour)) {
    const name = closing(text, at + colour.length - 1);
    const body = closing(text, name + 1);
    text = text.slice(0, at) + text.slice(name + 1, body + 1) + text.slice(body + 1);
  }
  return text;
}

/** The place of the brace that closes the one at `open`. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth++;
    if (text[at] === '}' && --depth === 0) return at;
  }
  throw new Error(`expected a closing brace in ${text}, found none`);
}

/** Says to the converter what a formula is in Markdown. */
export const texHandlers = {
  tex: (_state: State, node: Element): MathNode => ({ type: 'math', value: toText(node) }),
};
