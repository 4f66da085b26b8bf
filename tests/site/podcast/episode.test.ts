import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { timingsSchema } from '../../../site/content/podcast-schema.ts';
import { clock, clockInWords, lastBegun, spokenEpisode } from '../../../site/podcast/episode.ts';
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
