import { OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { ApiError } from '../../shared/api/errors.ts';
import { cut } from '../../shared/model/quoted.ts';
import { readTextAsset } from '../assets.ts';
import type { AppEnv } from '../env.ts';
import { cacheFor } from '../middleware/headers.ts';
import { type Frame, figureOf, frameHtml, isWithin, within } from './frame.ts';

/** How long a site that embeds may keep the answer, in seconds. */
const keptSeconds = 86_400;

/** What the build writes about each figure beside its page. */
const size = { width: z.number(), height: z.number() };
const described = z.object({ title: z.string(), ...size, thumbnail: z.object({ path: z.string(), ...size }) });

/**
 * Tells a site that was given the address of a figure how to embed it: https://oembed.com. The route belongs to the
 * site and not to the API, so it is not in the contract.
 */
export const oembed = new OpenAPIHono<AppEnv>().get('/oembed', cacheFor(keptSeconds), async ({ env, req, json }) => {
  const { url = '', format = 'json', maxwidth, maxheight } = req.query();
  if (format !== 'json') throw new ApiError('not_acceptable', `Expected format=json, found ${cut(format)}.`);
  const { origin } = new URL(req.url);
  const figure = figureOf(url, origin);
  const text = figure && (await readTextAsset(env, `/embed/${figure.name}.json`).catch(() => undefined));
  if (!text) {
    throw new ApiError('not_found', `url: expected the address of a figure, ${origin}/embed/…, found ${cut(url)}.`);
  }
  const { title, width, height, thumbnail } = described.parse(JSON.parse(text));
  const frame: Frame = {
    title,
    width: within(width, maxwidth),
    height: within(height, maxheight),
    address: `${origin}/embed/${figure.name}${figure.fragment}`,
  };
  return json({
    version: '1.0',
    type: 'rich',
    title,
    provider_name: 'Understanding BERT’s Attention Mechanism',
    provider_url: `${origin}/`,
    cache_age: keptSeconds,
    width: frame.width,
    height: frame.height,
    ...(isWithin(thumbnail, maxwidth, maxheight) && {
      thumbnail_url: `${origin}${thumbnail.path}`,
      thumbnail_width: thumbnail.width,
      thumbnail_height: thumbnail.height,
    }),
    html: frameHtml(frame),
  });
});
