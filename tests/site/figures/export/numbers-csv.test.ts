import { describe, expect, it } from 'vitest';
import { type NumbersAbout, nameWords } from '../../../../site/figures/export/name-words.ts';
import { numbersCsv } from '../../../../site/figures/export/numbers-csv.ts';
import { pieceNameWords } from '../../../../site/figures/why-it-looks-there/piece-name-words.ts';

const sentence = 'The cat, it sat.';
const tokens = ['[CLS]', 'the', 'cat', ',', 'it', 'sat', '.', '[SEP]'].map((text) => ({ text }));
const words = new Map([[2009, 'it']]);
const states = ['the whole model', 'Off'];

it('writes a header and a line a number, in words and with the exact name last, quoted as RFC 4180 has it', () => {
  const numbers = [
    { name: 'attentions[8][10][4][2]', value: '0.835069776' },
    { name: 'rest(query.8[10][4], 2, 8)', value: '-1.5e-7' },
  ];
  expect(numbersCsv(numbers, { sentence, tokens })).toBe(
    [
      'number,layer (from 1),head (from 1),token,other token,value,sentence,name',
      'weight,9,11,it,cat,0.835069776,"The cat, it sat.",attentions[8][10][4][2]',
      'computed from query,9,11,it,,-1.5e-7,"The cat, it sat.","rest(query.8[10][4], 2, 8)"',
      '',
    ].join('\r\n'),
  );
});

it('has a line for a name that says nothing in words, with its quotes doubled', () => {
  expect(numbersCsv([{ name: 'a "b"', value: '1' }], { tokens: [] })).toBe('value,name\r\n1,"a ""b"""\r\n');
});

describe('a name in words', () => {
  const about = {
    tokens,
    words,
    states,
    sweep: { of: 'heads', words: ['it', 'he'] },
    ownWords: pieceNameWords,
  } as const satisfies NumbersAbout;
  it.each([
    [
      'fill_mask@1.12[4][2009]',
      { number: 'probability', model: 'Off', 'layer (from 1)': '12', token: 'it', word: 'it' },
    ],
    [
      'attention_scores.0[1][4][2]',
      {
        number: 'score',
        model: 'the whole model',
        'layer (from 1)': '1',
        'head (from 1)': '2',
        token: 'it',
        'other token': 'cat',
      },
    ],
    [
      'query.8[10][4][5]',
      {
        number: 'query',
        model: 'the whole model',
        'layer (from 1)': '9',
        'head (from 1)': '11',
        token: 'it',
        'component (from 0)': '5',
      },
    ],
    [
      '|hidden_states@1.9[4] - hidden_states@0.9[4]| / |hidden_states@0.9[4]|',
      { number: 'move of the vector, as part of its length', 'layer (from 1)': '9', token: 'it' },
    ],
    [
      'log(fill_mask@1.12[4][2009]) - log(fill_mask@2.12[4][2009])',
      { number: 'change of ln p', 'layer (from 1)': '12', token: 'it', word: 'it' },
    ],
    [
      'sweep.log_probability[1][2][3]',
      { number: 'change of ln p', model: 'without this head', 'layer (from 1)': '3', 'head (from 1)': '4', word: 'he' },
    ],
    [
      'sum(without(attentions.3[2][4], 0, 4, 7))',
      {
        number: 'weight on other words',
        model: 'the whole model',
        'layer (from 1)': '4',
        'head (from 1)': '3',
        token: 'it',
      },
    ],
    [
      'kinds(transpose(kinds(score_attribution.terms[8][10][4][2])))[2][3]',
      {
        number: 'piece of the score',
        model: 'the whole model',
        'layer (from 1)': '9',
        'head (from 1)': '11',
        token: 'it',
        'other token': 'cat',
        'part of the query': 'feed-forward',
        'part of the key': 'heads',
      },
    ],
    [
      'kinds(transpose(score_attribution.terms[8][10][4][2]))[2][106]',
      {
        number: 'piece of the score',
        model: 'the whole model',
        'layer (from 1)': '9',
        'head (from 1)': '11',
        token: 'it',
        'other token': 'cat',
        'part of the query': 'feed-forward network of layer 8',
        'part of the key': 'heads',
      },
    ],
    ['cos(hidden_states.12[4], hidden_states.0[2])', { number: 'computed from vector', model: 'the whole model' }],
    [
      'mean(attentions.2[*][*][4])',
      { number: 'computed from weight', model: 'the whole model', 'layer (from 1)': '3', 'other token': 'it' },
    ],
  ])('%s', (name, expected) => {
    expect(nameWords(name, about)).toEqual(expected);
  });

  it('has the index of a token that is not known, and of a state the place in the map', () => {
    expect(nameWords('mixing.0[40][0]', { tokens })).toMatchObject({ token: 'token 40', 'layer (from 1)': '1' });
    const ofStates = { tokens, sweep: { of: 'states', words: ['it'] } } as const;
    expect(nameWords('sweep.log_probability[0][11][2]', ofStates)).toMatchObject({
      'layer (from 1)': '12',
      token: 'cat',
    });
  });
});
