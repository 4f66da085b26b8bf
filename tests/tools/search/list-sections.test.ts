import { fromHtml } from 'hast-util-from-html';
import { describe, expect, it } from 'vitest';
import {
  cardSections,
  headSection,
  questionSections,
  transcriptSections,
  wholePage,
} from '../../../tools/search/list-sections.ts';

const head = '<head><title>Podcast · The site</title><meta name="description" content="Two voices."></head>';

describe('what is found of a page', () => {
  it('that is made by what a reader does there: its name and what it is for', () => {
    expect(wholePage(`${head}<main><h1>An episode</h1><p>Text</p></main>`, '/podcast')).toMatchObject({
      title: 'Podcast',
      text: 'Two voices.',
    });
  });

  it('of a head: its description, and its name as others count', () => {
    expect(headSection(`${head}<main><h1>Head 9-11</h1></main>`, '/heads/9-11')).toMatchObject({
      title: 'Head 9-11',
      names: 'layer 9 head 11 L8H10',
    });
  });

  it('of the quiz: the questions without answers', () => {
    const quiz = '<li class="question" id="a-b"><h2><span>1</span> What first?</h2><label>It is cut.</label></li>';
    expect(questionSections(fromHtml(quiz))).toEqual([
      { kind: 'question', link: '/quiz#a-b', title: 'What first?', page: 'Quiz', text: '', names: '' },
    ]);
  });

  it('of the cards: each with its answer, and a link to those of its concept', () => {
    const cards =
      '<details class="list"><section data-concept="heads"><dl><dt>A?</dt><dd>B.</dd><dd><svg><text>W</text></svg></dd></dl></section></details>';
    expect(cardSections(fromHtml(cards))).toEqual([
      { kind: 'card', link: '/cards?concept=heads', title: 'A?', page: 'Cards', text: 'B.', names: '' },
    ]);
  });

  it('of an episode: what is said in each chapter, without times and names, and the link that plays it', () => {
    const nav = '<nav><a href="#figure-heads"><span>6:01</span> Heads</a></nav>';
    const said = '<h3>Heads</h3><p><a>6:01</a> <b>Nora</b> <span>One.</span> <span>Two.</span></p>';
    const page = fromHtml(`${nav}<div role="region" aria-labelledby="transcript-title">${said}</div>`);
    expect(transcriptSections(page)).toMatchObject([
      { link: '/podcast#figure-heads', title: 'Heads', text: 'One. Two.' },
    ]);
  });
});
