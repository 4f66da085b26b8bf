import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { timingsSchema } from '../../../site/content/podcast-schema.ts';
import {
  askedWithin,
  clock,
  clockInWords,
  cueAt,
  lastBegun,
  questionAt,
  spokenEpisode,
} from '../../../site/podcast/episode.ts';
import { Listening } from '../../../site/podcast/listening.ts';
import { chapterAfter, chapterBefore } from '../../../site/podcast/media-session.ts';
import { typographic } from '../../../site/podcast/typography.ts';
import { episodeId, readEpisode } from './read-episode.ts';

const script = { id: episodeId, data: readEpisode() };
const timings = {
  data: timingsSchema.parse(JSON.parse(readFileSync(`site/content/podcast/${episodeId}.json`, 'utf8'))),
};
const spoken = spokenEpisode(script, timings, (id) => id);

describe('the episode as it is heard', () => {
  it('lasts 7 to 9 minutes in at most 4 MB, and the audio is as long as the timings say, within 0.2 s', () => {
    expect(spoken.duration).toBeGreaterThan(7 * 60);
    expect(spoken.duration).toBeLessThan(9 * 60);
    const bytes = statSync(`site/public/podcast/${episodeId}.mp3`).size;
    expect(bytes).toBeLessThan(4e6);
    const bitsPerSecond = 48_000;
    expect(Math.abs((8 * bytes) / bitsPerSecond - spoken.duration)).toBeLessThan(0.2);
  });

  it('has every line of the script, one after the other, and time to answer each question', () => {
    const lines = spoken.chapters.flatMap((chapter) => chapter.lines);
    const passages = lines.flatMap((line) => line.passages);
    expect(lines.length).toBe(script.data.chapters.flatMap((chapter) => chapter.lines).length);
    passages.forEach(({ start, end }, index) => {
      expect(start).toBeLessThan(end);
      expect(end).toBeLessThan(passages[index + 1]?.start ?? spoken.duration + 1);
    });
    script.data.chapters
      .flatMap((chapter) => chapter.lines)
      .forEach(({ pause }, index) => {
        if (pause === undefined) return;
        const silence = lines[index + 1]!.start - lines[index]!.passages.at(-1)!.end;
        expect(silence).toBeGreaterThan(pause - 0.1);
      });
  });

  it('has captions with the same words at the same times', () => {
    const captions = readFileSync(`site/public/podcast/${episodeId}.vtt`, 'utf8');
    expect(captions.startsWith('WEBVTT\n\n')).toBe(true);
    const cues = [...captions.matchAll(/^(\d\d):(\d\d):(\d\d\.\d{3}) --> .*\n<v (\w+)>(.*)$/gm)];
    const expected = spoken.chapters.flatMap(({ lines }) =>
      lines.flatMap(({ speaker, passages }) => passages.map(({ text, start }) => [start, speaker, text])),
    );
    const found = cues.map(([, hours, minutes, seconds, speaker, text]) => [
      Number((3600 * Number(hours) + 60 * Number(minutes) + Number(seconds)).toFixed(3)),
      speaker,
      text,
    ]);
    expect(found).toEqual(expected);
  });

  it('is refused where the audio says something else than the script', () => {
    const [first, ...rest] = timings.data.lines;
    const other = { ...timings.data, lines: [[{ ...first![0]!, text: 'Something else.' }], ...rest] };
    expect(() => spokenEpisode(script, { data: other }, String)).toThrow('render it again');
    const fewer = { ...timings.data, lines: timings.data.lines.slice(1) };
    expect(() => spokenEpisode(script, { data: fewer }, String)).toThrow('render it again');
    const more = { ...timings.data, lines: [...timings.data.lines, first!] };
    expect(() => spokenEpisode(script, { data: more }, String)).toThrow('found 1 more in the audio');
  });
});

describe('what the voices point at', () => {
  it('is lit from the word on that names it, to the next cue or the end of the passage', () => {
    const cat = spoken.cues.find(({ light, start }) => light === 'attentions.8[10][8][2]' && start < 300)!;
    const the = spoken.cues.find(({ light, start }) => light === 'attentions.8[10][8][1]' && start < 300)!;
    const passage = spoken.chapters
      .flatMap(({ lines }) => lines.flatMap(({ passages }) => passages))
      .find(({ text }) => text.includes('"cat" gets eighty-four'))!;
    const before = passage.text.indexOf('"cat" gets') / passage.text.length;
    expect(cat.start).toBeCloseTo(passage.start + before * (passage.end - passage.start), 6);
    expect([cat.end, the.end]).toEqual([the.start, passage.end]);
    expect(cueAt(spoken, cat.start)).toBe(cat);
    expect(cueAt(spoken, the.start)).toBe(the);
    expect(cueAt(spoken, the.end)).not.toBe(the);
  });

  it('is named in every chapter, one thing at a time', () => {
    for (const { id, start } of spoken.chapters) {
      const end = spoken.chapters.find((other) => other.start > start)?.start ?? spoken.duration;
      expect(spoken.cues.filter((cue) => cue.start >= start && cue.start < end).length, id).toBeGreaterThan(0);
    }
    spoken.cues.forEach(({ start, end }, index) => {
      expect(start).toBeLessThan(end);
      expect(end).toBeLessThanOrEqual(spoken.cues[index + 1]?.start ?? spoken.duration);
    });
  });

  it('is refused where its words are in no passage', () => {
    const [first, ...rest] = script.data.chapters;
    const [line, ...lines] = first!.lines;
    const wrong = { ...first!, lines: [{ ...line!, cues: [{ at: 'words that nobody says', light: 'x' }] }, ...lines] };
    const data = { ...script.data, chapters: [wrong, ...rest] };
    expect(() => spokenEpisode({ id: 'a', data }, timings, String)).toThrow('"words that nobody says" of a cue');
  });
});

describe('what the voices ask', () => {
  it('is asked by the page in every pause, from the sentence that asks it until after its answer', () => {
    const pauses = script.data.chapters.flatMap(({ lines }) => lines.filter(({ pause }) => pause !== undefined));
    expect(spoken.questions.length).toBe(pauses.length);
    for (const question of spoken.questions) {
      const { start, asked, told } = question;
      // A question of two to twenty words takes the voice one to seven seconds.
      expect(asked - start).toBeGreaterThan(1);
      expect(asked - start).toBeLessThan(7);
      expect(cueAt(spoken, start)).toBeUndefined();
      expect(told - asked).toBeGreaterThan(2.4);
      expect([start, asked, told, told + 19].map((time) => questionAt(spoken, time))).toEqual(Array(4).fill(question));
      expect(questionAt(spoken, start - 0.1)).not.toBe(question);
      expect(questionAt(spoken, told + 20)).not.toBe(question);
    }
  });

  it('holds the voice once it is asked, and not where a jump passes over it', () => {
    const [question] = spoken.questions;
    const { asked, told } = question!;
    expect(askedWithin(spoken, asked - 0.2, asked + 0.1)).toBe(question);
    expect(askedWithin(spoken, asked, asked + 0.3)).toBeUndefined();
    expect(askedWithin(spoken, asked - 0.2, asked - 0.1)).toBeUndefined();
    expect(askedWithin(spoken, asked - 5, told + 1)).toBeUndefined();
  });
});

describe('places in an episode', () => {
  it('are found by time', () => {
    const parts = [{ start: 0 }, { start: 10 }, { start: 20 }];
    expect([-1, 0, 9.9, 10, 99].map((time) => lastBegun(parts, time).start)).toEqual([0, 0, 0, 10, 20]);
  });

  it('are said as a clock and in words', () => {
    expect([0, 59.9, 83, 600].map(clock)).toEqual(['0:00', '0:59', '1:23', '10:00']);
    expect([0, 1, 60, 83].map(clockInWords)).toEqual(['0 seconds', '1 second', '1 minute', '1 minute 23 seconds']);
  });

  it('can be left by chapters: back to its beginning, or within 3 seconds to the one before', () => {
    const [, second, third] = spoken.chapters;
    expect(chapterBefore(spoken, second!.start + 10)).toBe(second!.start);
    expect(chapterBefore(spoken, third!.start + 1)).toBe(second!.start);
    expect(chapterAfter(spoken, second!.start)).toBe(third!.start);
    expect(chapterAfter(spoken, spoken.duration)).toBe(spoken.duration);
  });
});

describe('typographic', () => {
  it('sets quotation marks and apostrophes as print does', () => {
    expect(typographic(`It's "it", then "cat".`)).toBe('It’s “it”, then “cat”.');
  });

  it('finds every mark of the episode closed in the passage that opens it', () => {
    const passages = spoken.chapters.flatMap(({ lines }) => lines.flatMap((line) => line.passages));
    for (const { text } of passages) expect(text.split('"').length % 2, text).toBe(1);
  });
});

describe('Listening', () => {
  function storeOf(items: Record<string, string>) {
    return {
      getItem: (key: string) => items[key] ?? null,
      setItem: (key: string, value: string) => {
        items[key] = value;
      },
    };
  }

  it('keeps the position of each episode and one speed', () => {
    const items: Record<string, string> = {};
    const listening = new Listening('a', storeOf(items));
    listening.keepPosition(83.26);
    listening.keepSpeed(1.5);
    expect(listening.waits()).toBe(false);
    listening.keepWait(true);
    expect(new Listening('b', storeOf(items)).waits()).toBe(true);
    expect(new Listening('a', storeOf(items)).position(500)).toBe(83.3);
    expect(new Listening('b', storeOf(items)).position(500)).toBe(0);
    expect(new Listening('b', storeOf(items)).speed()).toBe(1.5);
  });

  it.each(['x', '-3', 'NaN', '499', '1e9'])('begins anew where "%s" is kept as the position', (kept) => {
    expect(new Listening('a', storeOf({ 'podcast-position:a': kept })).position(500)).toBe(0);
    expect(new Listening('a', storeOf({ 'podcast-speed': kept })).speed()).toBe(1);
  });

  it('plays on where the browser keeps nothing', () => {
    const refuse = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    const listening = new Listening('a', { getItem: refuse, setItem: refuse });
    listening.keepPosition(3);
    expect(listening.position(500)).toBe(0);
  });
});
