import type { APIRoute, GetStaticPaths } from 'astro';
import { overviewOpacity } from '../../figures/marks/all-heads/overview-layout.ts';
import { opacityPng } from '../../first-paint/png.ts';
import { presetTrace } from '../../first-paint/preset-trace.ts';
import { firstPreset, type Preset } from '../../reader/presets.ts';

export const getStaticPaths = (() => [
  { params: { id: firstPreset.id }, props: { preset: firstPreset } },
]) satisfies GetStaticPaths;

/** The overview of all heads as a picture, for readers without scripts and until the scripts run. */
export const GET: APIRoute<{ preset: Preset }> = async ({ props }) => {
  const { layout, opacity } = overviewOpacity(await presetTrace(props.preset), props.preset);
  return new Response(opacityPng(opacity, layout.width, layout.height) as Uint8Array<ArrayBuffer>);
};
