import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, sharedApi } from '../../../functions/api.ts';
import { exampleText, runPython, runs } from './run-example.ts';

interface Notebook {
  readonly cells: readonly { readonly cell_type: string; readonly source: readonly string[] }[];
}

const files = ['fetch.py', 'views.py', 'neuron.py'] as const;
const hasPython = runs('python3', '--version');
const hasBertViz = hasPython && runs('python3', '-c', 'import bertviz, torch');

let api: Api;
beforeAll(async () => {
  api = await sharedApi();
});
afterAll(() => api.stop());

const code = (file: (typeof files)[number]) => exampleText(`bertviz/${file}`, api.url.origin);

/** What nbformat 4.5 requires of a notebook, and what it allows in the cells that ours has. */
const nbformat = {
  type: 'object',
  required: ['metadata', 'nbformat', 'nbformat_minor', 'cells'],
  additionalProperties: false,
  properties: {
    nbformat: { const: 4 },
    nbformat_minor: { type: 'integer', minimum: 5 },
    metadata: {
      type: 'object',
      properties: {
        kernelspec: {
          type: 'object',
          required: ['name', 'display_name'],
          properties: { name: { type: 'string' }, display_name: { type: 'string' }, language: { type: 'string' } },
        },
        language_info: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
      },
    },
    cells: { type: 'array', minItems: 1, items: { oneOf: [cell('markdown'), cell('code')] } },
  },
} as const;

function cell(kind: 'markdown' | 'code') {
  const common = {
    id: { type: 'string', pattern: '^[a-zA-Z0-9-_]+$', minLength: 1, maxLength: 64 },
    cell_type: { const: kind },
    metadata: { type: 'object' },
    source: { type: 'array', items: { type: 'string' } },
  };
  const ofCode = { execution_count: { type: ['integer', 'null'] }, outputs: { type: 'array' } };
  const properties = kind === 'code' ? { ...common, ...ofCode } : common;
  return { type: 'object', required: Object.keys(properties), additionalProperties: false, properties } as const;
}

const words = [
  '[CLS]',
  'the',
  'cat',
  'sat',
  'on',
  'the',
  'mat',
  '.',
  '[SEP]',
  'the',
  'cat',
  'lay',
  'on',
  'the',
  'rug',
  '.',
  '[SEP]',
];

/** Python's words for a list of strings. */
const listed = (items: readonly string[]) => `[${items.map((item) => `'${item}'`).join(', ')}]`;

describe('BertViz', () => {
  it.skipIf(!hasPython)(
    'is handed the attention of 12 layers and heads, the tokens, and where the second text begins (skipped where there is no python3)',
    async () => {
      expect((await runPython(code('fetch.py'))).trim()).toBe(`[12, 12, 17, 17] ${listed(words)} 9`);
    },
  );

  it.skipIf(!hasPython)(
    "neuron_view's model and tokenizer give tokens, attention, queries and keys of these shapes; BertViz stands aside (skipped where there is no python3)",
    async () => {
      const aside = `
import sys, types

def show(model, model_type, tokenizer, sentence_a, sentence_b):
    layers = model.eval()([], token_type_ids=[])[-1]
    print(model_type, tokenizer.tokenize(sentence_a), tokenizer.tokenize(sentence_b))
    print(tokenizer.convert_tokens_to_ids([])[:3], len(layers), layers[11]["attn"], layers[11]["queries"], layers[11]["keys"])

class tensor:
    def __init__(self, shape, data):
        assert len(data) == 4 * shape[0] * shape[1] * shape[2]
        self.shape = shape
    def __getitem__(self, new_axis):
        return [1, *self.shape]

sys.modules["bertviz"] = types.ModuleType("bertviz")
sys.modules["bertviz.neuron_view"] = types.ModuleType("bertviz.neuron_view")
sys.modules["bertviz.neuron_view"].show = show
`;
      const printed = await runPython([code('fetch.py'), aside, code('neuron.py')].join('\n'));
      const [, tokens, shapes] = printed.trim().split('\n');
      expect(tokens).toBe(`bert ${listed(words.slice(1, 8))} ${listed(words.slice(9, 16))}`);
      expect(shapes).toBe('[101, 1996, 4937] 12 [1, 12, 17, 17] [1, 12, 17, 64] [1, 12, 17, 64]');
    },
  );

  it.skipIf(!hasBertViz)(
    'draws its three views (skipped where bertviz and torch are not installed)',
    async () => {
      const printed = await runPython(files.map(code).join('\n'));
      expect(printed.match(/IPython\.core\.display\.Javascript/g)?.length).toBeGreaterThanOrEqual(4);
    },
    120_000,
  );
});

describe('the notebook', () => {
  const built = JSON.parse(readFileSync('dist/bertviz.ipynb', 'utf8')) as Notebook;
  const codeCells = built.cells.filter((one) => one.cell_type === 'code').map(({ source }) => source.join(''));

  it('is one of nbformat 4.5, and is served as one, to be saved', async () => {
    const ajv = new Ajv({ allowUnionTypes: true });
    expect(ajv.validate(nbformat, built), ajv.errorsText()).toBe(true);
    expect(new Set(built.cells.map((one) => JSON.stringify(one.source))).size).toBe(built.cells.length);
    const response = await api.get('/bertviz.ipynb');
    expect(response.headers.get('content-type')).toBe('application/x-ipynb+json');
    expect(response.headers.get('content-disposition')).toBe('attachment');
    expect(await response.json()).toEqual(built);
  });

  it('has the code of the page, cell by cell, after what is to be installed', () => {
    const [install, ...others] = codeCells;
    expect(install).toBe('%pip install bertviz torch');
    expect(others).toEqual(files.map((file) => exampleText(`bertviz/${file}`, 'http://localhost:8787').trimEnd()));
  });

  it.skipIf(!hasPython)('is Python in every cell but that one (skipped where there is no python3)', async () => {
    const source = codeCells.slice(1).join('\n');
    expect(await runPython(`import ast\nprint(len(ast.parse(${JSON.stringify(source)}).body))`)).toMatch(/^\d+\n$/);
  });
});
