import { beforeAll, describe, expect, it } from 'vitest';
import type { OutputSink } from '../../../shared/engine/outputs.ts';
import type { Bert } from '../../../shared/model/bert.ts';
import { loadServed } from '../model/served-models.ts';

let bert: Bert;
beforeAll(async () => {
  bert = await loadServed('all-MiniLM-L6-v2');
});

const names = ['attentions.0', 'attentions.3', 'attentions.5', 'hidden_states.2', 'last_hidden_state'];

/**
 * A sink that keeps the last that was written at each place. With `meanwhile` it drains whenever there are 40 places
 * more: a layer that begins again fills none that is new until it has come as far as before.
 */
function keeping(meanwhile?: () => Promise<void>) {
  const kept = new Map<string, number[]>();
  let [drained, times] = [0, 0];
  const drain = () => {
    if (kept.size < drained + 40) return undefined;
    drained = kept.size;
    times++;
    return meanwhile?.();
  };
  const sink: OutputSink = {
    wants: (name) => names.includes(name),
    write: (name, _text, offset, values) => kept.set(`${name} ${offset}`, [...values]),
    ...(meanwhile && { drain }),
  };
  return { sink, kept, times: () => times };
}

describe('a pass that waits for its reader', () => {
  it('gives to the bit what it gives at once, wherever others work meanwhile', async () => {
    const tokens = bert.tokenize('The cat sat on the mat because it was tired, and the dog did not.');
    const atOnce = keeping();
    await bert.pass(tokens, atOnce.sink);
    const others = bert.tokenize('Somebody else asks for something else.');
    const interrupted = keeping(() => bert.pass(others, keeping().sink));
    await bert.pass(tokens, interrupted.sink);
    expect(interrupted.times()).toBeGreaterThan(10);
    expect(interrupted.kept).toEqual(atOnce.kept);
  });

  it('gives the same where two of them wait for each other in turn', async () => {
    const texts = ['The cat sat on the mat.', 'A dog ran after it, and barked.'].map((text) => bert.tokenize(text));
    const expected = [];
    for (const tokens of texts) {
      const { sink, kept } = keeping();
      await bert.pass(tokens, sink);
      expected.push(kept);
    }
    const both = texts.map(() => keeping(() => new Promise<void>((resolve) => setTimeout(resolve))));
    await Promise.all(texts.map((tokens, index) => bert.pass(tokens, both[index]!.sink)));
    expect(both.map(({ kept }) => kept)).toEqual(expected);
  });

  it('keeps its numbers where a weight is read meanwhile', async () => {
    const tokens = bert.tokenize('The cat sat on the mat.');
    const atOnce = keeping();
    await bert.pass(tokens, atOnce.sink);
    const read = keeping(async () => {
      bert.readWeight('encoder.layer.0.attention.self.query.weight', { first: 0, count: 2 });
    });
    await bert.pass(tokens, read.sink);
    expect(read.kept).toEqual(atOnce.kept);
  });
});
