import { describe, expect, it } from 'vitest';
import { addApart } from '../../../../site/study/session/add-apart.ts';
import type { Step } from '../../../../site/study/session/step.ts';

const step = (written: string): Step => {
  const [kind, id] = written.split(' ') as ['card' | 'question' | 'chapter', string];
  return { kind, id };
};
const cardOf = (question: string) => (question === 'none' ? undefined : question);
const placed = (steps: readonly string[], added: string, earliest?: number) =>
  addApart(steps.map(step), step(added), cardOf, earliest).map((one) => ('id' in one ? `${one.kind} ${one.id}` : ''));

describe('a question of a session', () => {
  it.each([
    [
      ['card b', 'card a'],
      ['card b', 'question a', 'card a'],
    ],
    [
      ['card a', 'card b'],
      ['question a', 'card a', 'card b'],
    ],
  ])('comes before its own card where that is the last step or the one before: %j', (steps, expected) => {
    expect(placed(steps, 'question a')).toEqual(expected);
  });

  it.each([
    ['after two other steps', ['card a', 'card b', 'card c'], 'question a'],
    ['after a chapter that is read between', ['card a', 'chapter x'], 'question a'],
    ['where it has no card', ['card a'], 'question none'],
    ['where its card is not asked', ['card b'], 'question a'],
  ])('comes last %s', (_, steps, added) => {
    expect(placed(steps, added)).toEqual([...steps, added]);
  });

  it('that comes again stands no earlier than it may', () => {
    const steps = ['question a', 'card b', 'card a'];
    expect(placed(steps, 'question a', 2)).toEqual(['question a', 'card b', 'question a', 'card a']);
    expect(placed(steps, 'question a', 3)).toEqual([...steps, 'question a']);
  });
});
