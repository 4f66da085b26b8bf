import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { select, selectAll } from 'hast-util-select';
import { toText } from 'hast-util-to-text';
import type { Section } from '../../site/search/section.ts';
import { linesOf, spaced } from './page-sections.ts';

const textOf = (root: Root | Element, selector: string) => {
  const part = select(selector, root);
  return part ? spaced(toText(part)) : '';
};

/** The questions of the quiz, without the answers: who looks for a word has not been asked yet. */
export function questionSections(page: Root): Section[] {
  return selectAll('.question[id]', page).map((question) => ({
    kind: 'question',
    link: `/quiz#${question.properties.id}`,
    title: textOf(question, 'h2').replace(/^\d+\s*/, ''),
    page: 'Quiz',
    text: '',
    names: '',
  }));
}

/** The cards, each with its answer; the link leads to the cards of its concept. */
export function cardSections(page: Root): Section[] {
  return selectAll('details.list section[data-concept]', page).flatMap((section) => {
    // After an answer its drawing may stand, whose labels are no sentence.
    const answers = linesOf(section, 'dt + dd');
    return linesOf(section, 'dt').map((title, index) => ({
      kind: 'card' as const,
      link: `/cards?concept=${section.properties.dataConcept}`,
      title,
      page: 'Cards',
      text: answers[index] ?? '',
      names: '',
    }));
  });
}

/** The chapters of an episode, each with what is said in it. */
export function transcriptSections(page: Root): Section[] {
  const box = select('[role=region][aria-labelledby=transcript-title]', page);
  const sections: { title: string; text: string; id: string }[] = [];
  const figures = selectAll('nav a[href^="#figure-"]', page);
  for (const part of box?.children ?? []) {
    if (part.type !== 'element') continue;
    const text = spaced(toText(part));
    if (part.tagName === 'h3') {
      const link = figures.find((figure) => spaced(toText(figure)).endsWith(text));
      sections.push({ title: text, text: '', id: String(link?.properties.href ?? '') });
    } else if (sections.length > 0) sections.at(-1)!.text += ` ${linesOf(part, 'span').join(' ')}`;
  }
  return sections.map(({ title, text, id }) => ({
    kind: 'podcast',
    link: `/podcast${id}`,
    title,
    page: 'Podcast',
    text: spaced(text),
    names: '',
  }));
}

/** The page of one head: what is said of it, and the names that others give it. */
export function headSection(html: string, path: string): Section {
  const page = beginning(html);
  const [layer = 0, head = 0] = path.slice('/heads/'.length).split('-').map(Number);
  return {
    kind: 'head',
    link: path,
    title: textOf(page, 'h1'),
    page: 'Heads',
    text: descriptionOf(page),
    names: `layer ${layer} head ${head} L${layer - 1}H${head - 1}`,
  };
}

/** A page whose text is made of what the reader does there: its title and what it is for. */
export function wholePage(html: string, path: string): Section {
  const page = beginning(html);
  // As the browser's tab has it: the podcast's heading is the title of its episode.
  const title = textOf(page, 'title').split(' · ')[0]!;
  return { kind: 'page', link: path, title, page: title, text: descriptionOf(page), names: '' };
}

function descriptionOf(page: Root): string {
  return String(select('meta[name=description]', page)?.properties.content ?? '');
}

/** A page up to its title, which is all that is read of many. */
function beginning(html: string): Root {
  return fromHtml(html.slice(0, html.indexOf('</h1>')));
}
