import { describe, expect, it } from 'vitest';
import { mostParts, TaskBoard } from '../../../../shared/engine/threads/task-board.ts';

const task = { kernel: 3, units: 10, parts: 4, args: [1, 2.5, 4_000_000_000] };

describe('a task board', () => {
  it('gives each part once, with what the task is called with', () => {
    const board = new TaskBoard();
    const other = new TaskBoard(board.shared);
    expect(board.take()).toBeUndefined();
    board.post(task);
    const taken = [board.take(), other.take(), other.take(), board.take()];
    expect(taken.map((part) => part?.part).sort()).toEqual([0, 1, 2, 3]);
    for (const part of taken) expect(part?.task).toEqual(task);
    expect([board.take(), other.take()]).toEqual([undefined, undefined]);
  });

  it('forgets the longer arguments of an earlier task', () => {
    const board = new TaskBoard();
    board.post({ ...task, parts: 1 });
    board.take();
    board.post({ kernel: 1, units: 2, parts: 1, args: [7] });
    expect(board.take()?.task.args).toEqual([7]);
  });

  it('counts tasks beyond the bits of its ticket', () => {
    const board = new TaskBoard();
    new Int32Array(board.shared)[0] = -1 << 5;
    for (let i = 0; i < 3; i++) {
      board.post({ ...task, parts: mostParts });
      expect(board.take()?.part).toBe(mostParts - 1);
    }
  });

  it('is over for everybody once it ends', () => {
    const board = new TaskBoard();
    board.end();
    expect(board.waitForTask()).toBe(false);
    expect(board.take()).toBeUndefined();
  });

  it('says so where a part failed', () => {
    const board = new TaskBoard();
    board.post({ ...task, parts: 1 });
    board.take();
    board.finish(false);
    expect(() => board.waitForAll(1)).toThrow('a kernel failed in a thread');
  });
});
