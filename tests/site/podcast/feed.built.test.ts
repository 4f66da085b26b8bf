import { existsSync, readFileSync, statSync } from 'node:fs';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { episodeId } from './read-episode.ts';

const site = process.env.SITE_URL ?? 'http://localhost:8787';
const built = (path: string) => `dist${path}`;
if (!existsSync(built('/podcast/feed.xml'))) throw new Error('expected dist/podcast/feed.xml; run npm run build first');
const xml = readFileSync(built('/podcast/feed.xml'), 'utf8');
const { rss } = new XMLParser({
  ignoreAttributes: false,
  parseTagValue: false,
  isArray: (name) => name === 'item',
}).parse(xml);
const channel = rss.channel;
const [item] = channel.item;

/** The path of an address of this site. */
function pathOf(address: string): string {
  expect(address.startsWith(`${site}/`)).toBe(true);
  return new URL(address).pathname;
}

describe('the feed', () => {
  it('is well-formed RSS 2.0 with the namespaces that it uses', () => {
    expect(XMLValidator.validate(xml)).toBe(true);
    expect(rss['@_version']).toBe('2.0');
    const used = new Set([...xml.matchAll(/<\/?(\w+):/g)].map(([, prefix]) => prefix));
    expect([...used].sort()).toEqual(['atom', 'itunes', 'podcast']);
    for (const prefix of used) expect(rss[`@_xmlns:${prefix}`]).toMatch(/^https?:/);
  });

  it('says of the podcast what RSS and directories require', () => {
    for (const field of ['title', 'description', 'link', 'language', 'itunes:author'])
      expect(channel[field]).toBeTruthy();
    expect(channel['itunes:explicit']).toBe('false');
    expect(channel['itunes:category']['@_text']).toBe('Education');
    expect(pathOf(channel['atom:link']['@_href'])).toBe('/podcast/feed.xml');
    const cover = readFileSync(built(pathOf(channel['itunes:image']['@_href'])));
    const [width, height] = [cover.readUInt32BE(16), cover.readUInt32BE(20)];
    expect(width).toBe(height);
    expect(width).toBeGreaterThanOrEqual(1400);
    expect(width).toBeLessThanOrEqual(3000);
  });

  it('names for each episode a file of the size that it has', () => {
    expect(channel.item.length).toBe(1);
    const { '@_url': url, '@_length': length, '@_type': type } = item.enclosure;
    expect(pathOf(url)).toBe(`/podcast/${episodeId}.mp3`);
    expect(Number(length)).toBe(statSync(built(pathOf(url))).size);
    expect(type).toBe('audio/mpeg');
    expect(item.title).toBeTruthy();
    expect(item.description).toBeTruthy();
    expect(item.guid['#text']).toBeTruthy();
    expect(new Date(item.pubDate).toUTCString()).toBe(item.pubDate);
  });

  it('says how long the episode is, and where its words and chapters are', () => {
    const { duration } = JSON.parse(readFileSync(`site/content/podcast/${episodeId}.json`, 'utf8'));
    expect(Math.abs(Number(item['itunes:duration']) - duration)).toBeLessThan(1);
    const captions = readFileSync(built(pathOf(item['podcast:transcript']['@_url'])), 'utf8');
    expect(captions).toMatch(/^WEBVTT/);
    const { chapters } = JSON.parse(readFileSync(built(pathOf(item['podcast:chapters']['@_url'])), 'utf8'));
    expect(chapters[0].startTime).toBe(0);
    for (const { url } of chapters) expect(existsSync(built(`${pathOf(url)}.html`))).toBe(true);
  });
});
