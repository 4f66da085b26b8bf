import { statSync } from 'node:fs';
import rss, { type RSSFeedItem } from '@astrojs/rss';
import type { APIRoute } from 'astro';
import { type ListedEpisode, listEpisodes } from '../../podcast/episodes.ts';
import { series } from '../../podcast/series.ts';

/** RSS 2.0 with what podcast directories ask for: https://help.apple.com/itc/podcasts_connect/#/itcb54353390 */
export const GET: APIRoute = async ({ site }) => {
  if (!site) throw new Error('astro.config.mjs: expected site, the address of this build');
  const absolute = (path: string) => new URL(path, site).href;
  return rss({
    title: series.title,
    description: series.description,
    site: absolute('/podcast'),
    trailingSlash: false,
    items: (await listEpisodes()).map((episode) => feedItem(episode, absolute)),
    xmlns: {
      atom: 'http://www.w3.org/2005/Atom',
      itunes: 'http://www.itunes.com/dtds/podcast-1.0.dtd',
      podcast: 'https://podcastindex.org/namespace/1.0',
    },
    customData: [
      `<language>${series.language}</language>`,
      `<atom:link href="${absolute('/podcast/feed.xml')}" rel="self" type="application/rss+xml"/>`,
      `<itunes:author>${series.title}</itunes:author>`,
      `<itunes:image href="${absolute('/podcast/cover.png')}"/>`,
      `<itunes:category text="${series.category}"/>`,
      '<itunes:explicit>false</itunes:explicit>',
      '<itunes:type>episodic</itunes:type>',
    ].join(''),
  });
};

function feedItem({ data, spoken }: ListedEpisode, absolute: (path: string) => string): RSSFeedItem {
  const file = (ending: string) => absolute(`/podcast/${spoken.id}.${ending}`);
  return {
    title: spoken.title,
    description: data.summary,
    link: absolute('/podcast'),
    pubDate: data.published,
    enclosure: {
      url: file('mp3'),
      length: statSync(`site/public/podcast/${spoken.id}.mp3`).size,
      type: 'audio/mpeg',
    },
    customData: [
      `<itunes:duration>${Math.round(spoken.duration)}</itunes:duration>`,
      '<itunes:explicit>false</itunes:explicit>',
      `<podcast:transcript url="${file('vtt')}" type="text/vtt" language="en"/>`,
      `<podcast:chapters url="${file('chapters.json')}" type="application/json+chapters"/>`,
    ].join(''),
  };
}
