import type { APIRoute } from 'astro';
import { overviewOpacity } from '../figures/marks/all-heads/overview-layout.ts';
import { indexedPng } from '../first-paint/png.ts';
import { presetTrace } from '../first-paint/preset-trace.ts';
import { previewPixels, previewSize } from '../first-paint/preview-image.ts';
import { headWeights } from '../model/attention-trace.ts';
import { inkSteps } from '../podcast/cover.ts';
import { firstPreset } from '../reader/presets.ts';

/**
 * The picture in link previews of every page: all heads on the first preset, and the head in which *it* finds the cat.
 */
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
