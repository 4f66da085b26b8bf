import type { APIRoute } from 'astro';
import { headWeights } from '../../lib/attention-trace.ts';
import { indexedPng } from '../../lib/png.ts';
import { coverPixels, coverSide, inkSteps } from '../../lib/podcast/cover.ts';
import { presetTrace } from '../../lib/preset-trace.ts';
import { firstPreset } from '../../lib/presets.ts';

/** The podcast's cover: the head that the episode follows, as the model computes it. */
export const GET: APIRoute = async () => {
  const trace = await presetTrace(firstPreset);
  const weights = headWeights(trace, firstPreset.layer, firstPreset.head);
  if (!weights) throw new Error(`expected layer ${firstPreset.layer}, head ${firstPreset.head} in the trace`);
  const pixels = coverPixels(weights, trace.tokens.length);
  return new Response(indexedPng(pixels, coverSide, coverSide, inkSteps) as Uint8Array<ArrayBuffer>);
};
