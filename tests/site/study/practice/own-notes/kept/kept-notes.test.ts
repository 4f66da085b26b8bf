import { describe, expect, it } from 'vitest';
import {
  keepNotes,
  mergeNotes,
  noNotes,
  readKeptNotes,
  removeNotes,
  useNotes,
} from '../../../../../../site/study/practice/own-notes/kept/kept-notes.ts';
import { readStudyFile, writeStudyFile } from '../../../../../../site/study/progress/study-file.ts';

const one = { id: '1', name: 'a.md', text: 'Old.', kept: '2026-11-01T09:00:00.000Z' };
const newer = { id: '2', name: 'a.md', text: 'New.', kept: '2026-11-02T09:00:00.000Z' };
const other = { id: '3', name: 'b.pdf', text: 'Other.', kept: '2026-11-01T10:00:00.000Z' };

describe('kept notes', () => {
  it('have each file once, by its name, and may rest', () => {
    const kept = [one, other, newer].reduce(keepNotes, noNotes);
    expect(kept.notes).toEqual([other, newer]);
    const resting = useNotes(kept, '3', false);
    expect(resting.notes[0]).toEqual({ ...other, rests: true });
    expect(useNotes(resting, '3', true)).toEqual(kept);
    expect(removeNotes(kept, '3').notes).toEqual([newer]);
  });

  it('are merged without loss, twice as once, the later of a name winning', () => {
    const mine = [newer].reduce(keepNotes, noNotes);
    const theirs = [one, other].reduce(keepNotes, noNotes);
    const merged = mergeNotes(mine, theirs);
    expect(merged.notes).toEqual([other, newer]);
    expect(mergeNotes(merged, theirs)).toEqual(merged);
  });

  it('go through the file of everything; what is broken there costs itself alone', () => {
    const notes = [other].reduce(keepNotes, noNotes);
    const file = JSON.parse(writeStudyFile({ ...readStudyFile('{"cards":[],"reviews":[],"version":2}'), notes }));
    file.notes.notes.push({ id: '4', name: '', text: 'x' });
    const read = readStudyFile(JSON.stringify(file));
    expect(read.notes).toEqual(notes);
    expect(read.rejected.map(({ reason }) => reason)).toEqual([expect.stringContaining('notes[1]')]);
    expect(() => readKeptNotes({ version: 2, notes: [] })).toThrow('later version');
    expect(readKeptNotes('x').rejected).toHaveLength(1);
  });
});
