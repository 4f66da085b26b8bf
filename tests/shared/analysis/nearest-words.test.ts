import { describe, expect, it } from 'vitest';
import { cosine } from '../../../shared/analysis/cosine.ts';
import { combine, embeddingTable, nearestWords } from '../../../shared/analysis/nearest-words.ts';
import { row } from '../../../shared/bert/float-tensor.ts';
import { scattered } from '../bert/tiny-bert.ts';

/** Royalty, gender, and something else, along one axis each. */
const words = ['king', 'queen', 'man', 'woman', 'apple'];
const vectors = Float32Array.of(5, 1, 0, 5, -1, 0, 0, 1, 0, 0, -1, 0, 0, 0, 3);
const table = embeddingTable(vectors, 3);
const [king, queen, man, woman, apple] = words.map((_, id) => id);

describe('nearestWords', () => {
  it('orders rows by cosine, whatever their lengths', () => {
    const nearest = nearestWords(table.row(apple), table, 3);
    expect(nearest[0]).toEqual({ id: apple, similarity: 1 });
    expect(nearest.slice(1)).toEqual([
      { id: king, similarity: 0 },
      { id: queen, similarity: 0 },
    ]);
  });

  it('finds the fourth word of an analogy once the words asked about are left out', () => {
    const vector = combine([table.row(king), table.row(woman)], [table.row(man)]);
    const [best] = nearestWords(vector, table, 1, [king, man, woman]);
    expect(words[best.id]).toBe('queen');
    expect(best.similarity).toBeCloseTo(cosine(vector, table.row(queen)), 12);
  });

  it('gives what sorting the whole table gives', () => {
    const random = scattered(40, 6);
    const asked = row(scattered(3, 6), 2);
    const all = Array.from({ length: 40 }, (_, id) => ({ id, similarity: cosine(row(random, id), asked) }));
    const sorted = all.filter(({ id }) => id % 7 !== 0).sort((a, b) => b.similarity - a.similarity);
    const found = nearestWords(asked, embeddingTable(random.data, 6), 10, [0, 7, 14, 21, 28, 35]);
    expect(found.map(({ id }) => id)).toEqual(sorted.slice(0, 10).map(({ id }) => id));
  });

  it('has no more to give than the table', () => {
    expect(nearestWords(table.row(king), table, 9, [apple]).map(({ id }) => words[id])).toHaveLength(4);
    expect(nearestWords(table.row(king), table, 0)).toEqual([]);
  });

  it('asks a table that is not in memory row by row', () => {
    const asked: number[] = [];
    const remote = {
      vocabSize: 5,
      row: (id: number) => {
        asked.push(id);
        return table.row(id);
      },
    };
    nearestWords(table.row(king), remote, 2, [queen]);
    expect(asked).toEqual([king, man, woman, apple]);
  });
});

describe('combine', () => {
  it('adds and takes away component by component', () => {
    expect([...combine([Float32Array.of(1, 2), Float32Array.of(10, 20)], [Float32Array.of(4, 5)])]).toEqual([7, 17]);
  });
});

it('embeddingTable refuses half rows', () => {
  expect(() => embeddingTable(new Float32Array(5), 2)).toThrow('expected rows of 2 numbers, found 5 numbers');
});
