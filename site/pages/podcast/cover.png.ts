import type { APIRoute } from 'astro';
import { indexedPng } from '../../first-paint/png.ts';
import { presetTrace } from '../../first-paint/preset-trace.ts';
import { headWeights } from '../../model/attention-trace.ts';
import { coverPixels, coverSide, inkSteps } from '../../podcast/cover.ts';
import { firstPreset } from '../../reader/presets.ts';

/** The podcast's cover: the head that the episode follows, as the model computes it. */
export const GET: APIRoute = async () => {
  const trace = await presetTrace(firstPreset);
  const weights = headWeights(trace, firstPreset.layer, firstPreset.head);
  if (!weights) throw new Error(`expected layer ${firstPreset.layer}, head ${firstPreset.head} in the trace`);
  const pixels = coverPixels(weights, trace.tokens.length);
  return new Response(indexedPng(pixels, coverSide, coverSide, inkSteps) as Uint8Array<ArrayBuffer>);
};
