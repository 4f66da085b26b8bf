import { fromHtml } from 'hast-util-from-html';
import { select } from 'hast-util-select';
import { describe, expect, it } from 'vitest';
import { type Embedding, embedCode } from '../../../../site/figures/export/embed-code.ts';

const fields = new URLSearchParams({ text: '"Dogs" <chase> & \\cats]', layer: '5' });
const embedding: Embedding = {
  name: 'key-shadows',
  title: 'What “they” asks [8-8] & "why"',
  origin: 'https://bert.example',
  page: '/chapters/scores',
  state: `#${fields}&figure=key-shadows-figure`,
  height: 640,
};
const address = `https://bert.example/embed/key-shadows${embedding.state}`;

describe('embedCode', () => {
  it('gives a frame whose address and title read back from HTML as they are', () => {
    const frame = select('iframe', fromHtml(embedCode('HTML frame', embedding), { fragment: true }))!;
    expect(frame.properties).toMatchObject({ src: address, title: embedding.title, height: 640 });
  });

  it('gives an element with the state, and the script that makes it', () => {
    const made = fromHtml(embedCode('HTML element', embedding), { fragment: true });
    expect(select('script', made)!.properties).toMatchObject({ src: 'https://bert.example/embed.js', type: 'module' });
    const { figure, state } = select('bert-attention', made)!.properties;
    expect([figure, `#${state}`]).toEqual(['key-shadows', embedding.state]);
  });

  it('gives a Markdown link to the figure on its page, whose words close no bracket', () => {
    expect(embedCode('Markdown', embedding)).toBe(
      `[What “they” asks \\[8-8\\] & "why"](<https://bert.example/chapters/scores${embedding.state}>)`,
    );
    expect(embedding.state).not.toMatch(/[<>\s\\]/);
  });

  it('gives a line of a notebook that is Python', () => {
    expect(embedCode('Notebook', embedding)).toBe(
      `from IPython.display import IFrame\nIFrame("${address}", width="100%", height=640)`,
    );
  });
});
