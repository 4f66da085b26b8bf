import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mapConcepts } from '../../../../site/study/concept-map/map-concepts.ts';
import { type MapConcept, mapLayout } from '../../../../site/study/concept-map/map-layout.ts';
import { concepts } from '../answer-key/key-texts.ts';

const concept = (id: string, ...needs: string[]): MapConcept => ({ id, title: id, gives: 'a b', needs });
const all = mapConcepts(concepts);

describe('the map of concepts', () => {
  it('puts each below all that it needs, and the one that less depends on beside', () => {
    const { boxes } = mapLayout([
      concept('a'),
      concept('b', 'a'),
      concept('c', 'a'),
      concept('d', 'b'),
      concept('e', 'c', 'd'),
    ]);
    const at = (id: string) => boxes.find((box) => box.id === id)!;
    expect(at('b').y).toBeGreaterThan(at('a').y + at('a').height);
    expect(at('d').y).toBeGreaterThan(at('b').y + at('b').height);
    expect(at('c').x).toBeGreaterThan(at('b').x + at('b').width);
    expect([at('a').x, at('b').x, at('d').x]).toEqual(Array(3).fill(at('e').x));
  });

  it('has one arrow for each need, and no two boxes over each other', () => {
    const { boxes, arrows, width, height } = mapLayout(all);
    expect(arrows.length).toBe(all.flatMap(({ needs }) => needs).length);
    expect(new Set(arrows).size).toBe(arrows.length);
    for (const box of boxes) {
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
      const others = boxes.filter(
        (other) => other !== box && other.x < box.x + box.width && box.x < other.x + other.width,
      );
      for (const other of others) expect(other.y >= box.y + box.height || box.y >= other.y + other.height).toBe(true);
    }
  });

  it('refuses a need that is no concept', () => {
    expect(() => mapLayout([concept('a', 'z')])).toThrow('expected the id of a concept, found z');
  });

  it('stands on concepts that come before, in the order in which they are taught, each with a chapter', () => {
    for (const [index, { id, needs }] of all.entries()) {
      const before = all.slice(0, index).map((one) => one.id);
      expect(before, id).toEqual(expect.arrayContaining([...needs]));
      expect(existsSync(`site/content/chapters/${id}.mdx`), id).toBe(true);
    }
    expect(all.filter(({ needs }) => needs.length === 0).map(({ id }) => id)).toEqual(['tokens']);
  });
});
