import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headMask } from '../../../../site/playground/changes/changed-pass.ts';
import { curlCommand, pythonLiteral, pythonProgram } from '../../../../site/playground/export/request-code.ts';
import type { Screen } from '../../../../site/playground/export/screen-request.ts';
import { screenRequests } from '../../../../site/playground/export/screen-requests.ts';
import { noChanges } from '../../../../site/playground/place.ts';
import { shellWord } from '../../../../site/prose/shell-word.ts';

describe('the code that reproduces a screen', () => {
  it('quotes any text so that a POSIX shell gives it back', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '')),
          { maxLength: 6 },
        ),
        (texts) => {
          const words = texts.map(shellWord).join(' ');
          const printed = execFileSync('sh', ['-c', `for word in ${words}; do printf '%s\\0' "$word"; done`], {
            encoding: 'utf8',
          });
          expect(printed.split('\0').slice(0, -1)).toEqual(texts);
        },
      ),
      { numRuns: 25 },
    );
  });

  const screen: Screen = {
    text: "It's it.",
    pair: '',
    layer: 8,
    heads: [10, 2],
    token: 1,
    lens: 'weight',
    words: false,
    changes: noChanges,
    positions: [1],
    bestWords: ['it', 'he'],
    follow: '',
    otherText: '',
    otherPair: '',
    otherChanges: noChanges,
    seqLen: 8,
    otherSeqLen: 0,
  };
  it('asks for what the views show, and for the second text where there is one', () => {
    const [matrix] = screenRequests(screen);
    expect(matrix!.body).toEqual({ text: "It's it.", layers: [8], heads: [10, 2] });
    expect(screenRequests({ ...screen, lens: 'rollout' })[0]!.body).toEqual({
      text: "It's it.",
      layers: [8],
      reduce: 'rollout',
    });
    const changed = screenRequests({
      ...screen,
      changes: { off: [1], masked: [2] },
      otherText: 'B',
      otherChanges: { off: [1], masked: [1] },
      otherSeqLen: 3,
    });
    expect(changed.map(({ view }) => view)).toContain('What the changes move');
    expect(changed.at(-1)!.body).toMatchObject({ text: 'B', tensors: ['attentions.8'], mask_tokens: [1] });
  });

  it('is of every request that a view asks: also of the words before heads were knocked out', () => {
    const views = (changes: Screen['changes']) => screenRequests({ ...screen, changes }).map(({ view }) => view);
    expect(views(noChanges)).not.toContain('Which word stood there before');
    expect(views({ off: [1], masked: [2] })).toContain('Which word stood there before');
    const bodies = screenRequests({ ...screen, changes: { off: [1], masked: [2] }, follow: 'she' })
      .filter(({ path }) => path === '/v1/fill-mask')
      .slice(1)
      .map(({ body }) => [body.top_k ?? body.targets, 'head_mask' in body, body.mask_tokens]);
    expect(bodies).toEqual([
      [8, true, [2]],
      [['it', 'he'], false, [2]],
      [['she'], true, [2]],
      [['she'], false, [2]],
    ]);
  });

  it('asks of a long text for no scores that one answer would not hold, and computes those of the row', () => {
    const ofLength = (seqLen: number) => screenRequests({ ...screen, seqLen })[1]!;
    expect(ofLength(358).body.tensors).toContain('attention_scores.8');
    expect(ofLength(359).body.tensors).toEqual(['query.8', 'key.8']);
    expect(ofLength(512).bytes).toBeLessThanOrEqual(8 * 2 ** 20);
    expect(ofLength(512).python).toContain('scores = [sum(');
  });

  it('takes what is too large for JSON as safetensors', () => {
    const states = screenRequests({ ...screen, seqLen: 200 }).find(
      ({ view }) => view === 'Layers: vectors and mixing',
    )!;
    expect(curlCommand('http://x', states)).toContain("-H 'accept: application/vnd.safetensors' -o answer.safetensors");
    expect(pythonProgram('http://x', states)).toContain('from safetensors.numpy import load');
  });

  it('writes JSON as Python, head masks as a rule', () => {
    expect(pythonLiteral({ words: true, list: [1, 'a"b', null] })).toBe('{"words": True, "list": [1, "a\\"b", None]}');
    expect(pythonLiteral({ head_mask: headMask([13]) })).toContain('not in {(1, 1)}');
  });
});
