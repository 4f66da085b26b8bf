import type { APIRoute } from 'astro';
import { overviewOpacity } from '../figures/attention-heads/overview-layout.ts';
import { headWeights } from '../lib/attention-trace.ts';
import { indexedPng } from '../lib/png.ts';
import { inkSteps } from '../lib/podcast/cover.ts';
import { presetTrace } from '../lib/preset-trace.ts';
import { firstPreset } from '../lib/presets.ts';
import { previewPixels, previewSize } from '../lib/preview-image.ts';

/** What a link to any page looks like elsewhere: all heads on the first sentence, and the one that finds the cat. */
export const GET: APIRoute = async () => {
  const trace = await presetTrace(firstPreset);
  const { opacity, layout } = overviewOpacity(trace, firstPreset);
  const weights = headWeights(trace, firstPreset.layer, firstPreset.head);
  if (!weights) throw new Error(`expected layer ${firstPreset.layer}, head ${firstPreset.head} in the trace`);
  const steps = Uint8Array.from(weights, (weight) => Math.round(255 * Math.max(0.05, Math.sqrt(weight))));
  const pixels = previewPixels({ steps: opacity, columns: layout.width }, { steps, columns: trace.tokens.length });
  const png = indexedPng(pixels, previewSize.width, previewSize.height, inkSteps);
  return new Response(png as Uint8Array<ArrayBuffer>);
};
