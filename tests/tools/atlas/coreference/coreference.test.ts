import { expect, it } from 'vitest';
import { antecedentCases, heaviestCandidate, rules } from '../../../../tools/atlas/coreference/antecedents.ts';
import { readDocuments } from '../../../../tools/atlas/coreference/documents.ts';
import { measureCoreference } from '../../../../tools/atlas/coreference/measure-coreference.ts';
import { loadServed } from '../../../shared/model/served-models.ts';

/** Rows [form, head, Entity]. */
const sentence = (...rows: readonly (readonly [string, number, string?])[]) =>
  `${rows.map(([form, head, entity], at) => [at + 1, form, form, 'X', '_', '_', head, head === 0 ? 'root' : 'dep', '_', entity ? `Entity=${entity}|SpaceAfter=No` : '_'].join('\t')).join('\n')}\n`;
const anna = sentence(
  ['The', 2, '(1-person-new-coref'],
  ['sister', 5],
  ['of', 4],
  ['Anna', 2, '(2-person-Anna)1)'],
  ['sang', 0],
);
const she = sentence(
  ['She', 2, '(1-person-giv)'],
  ['loves', 0],
  ['her', 4, '(3-object(1-person-giv)'],
  ['song', 2, '3)'],
);
const file = `# newdoc id = one\n${anna}\n${she}\n# newdoc id = two\n${she}\n`;

it('documents have their mentions, of one word and of several, within each other, each with its head word', () => {
  const documents = readDocuments(file);
  expect(documents.map(({ id, sentences }) => [id, sentences.length])).toEqual([
    ['one', 2],
    ['two', 1],
  ]);
  const heads = documents[0]!.sentences.map(({ mentions }) => mentions.map(({ entity, head }) => `${entity} ${head}`));
  expect(heads).toEqual([
    ['2 3', '1 1'],
    ['1 0', '1 2', '3 3'],
  ]);
});

it('a bracket that closes what is not open is refused, and so is a file without documents', () => {
  expect(() => readDocuments(`# newdoc id = a\n${sentence(['It', 0, '4)'])}`)).toThrow(
    /expected that mention 4 begins/,
  );
  expect(() => readDocuments(sentence(['It', 0]))).toThrow(/expected documents .*found none/);
});

it('a case is a mention with an earlier one of the same thing; it is chosen among the heads of all earlier ones', () => {
  const [document] = readDocuments(file);
  const cases = antecedentCases(document!.sentences);
  expect(cases.map(({ mention, candidates, right }) => [mention, candidates, [...right]])).toEqual([
    [5, [1, 3], [1]],
    [7, [1, 3, 5], [1, 5]],
  ]);
  const forms = ['', 'her', '', 'Anna', '', 'She', '', 'her'];
  expect(cases.map(rules.nearest)).toEqual([3, 5]);
  expect(cases.map((one) => rules.same_word(one, forms))).toEqual([3, 1]);
  expect(heaviestCandidate(cases[1]!, Float32Array.of(0.9, 0.1, 0, 0.2, 0, 0.15, 0, 0.5))).toBe(3);
});

it('of the served model: counts, rules and every head, each document by itself', async () => {
  const bert = await loadServed('bert-base-uncased');
  const measured = await measureCoreference(bert, readDocuments(file));
  // "her" after "She" in the second document too.
  expect(measured).toMatchObject({ documents: 2, cases: 3, nearest: 0.6667, same_word: 0.6667 });
  const accuracies = measured.accuracy.flat();
  expect(accuracies).toHaveLength(144);
  for (const share of accuracies) expect([0, 0.3333, 0.6667, 1]).toContain(share);
  expect(new Set(accuracies).size).toBeGreaterThan(1);
});
