import type { APIRoute, GetStaticPaths } from 'astro';
import { presetTrace } from '../../first-paint/preset-trace.ts';
import { writeAttentionFile } from '../../model/attention-file.ts';
import { type Preset, presets } from '../../reader/presets.ts';

export const getStaticPaths = (() =>
  presets.map((preset) => ({ params: { id: preset.id }, props: { preset } }))) satisfies GetStaticPaths;

/** The answer of `POST /v1/attention` to a preset, as a file. */
export const GET: APIRoute<{ preset: Preset }> = async ({ props }) =>
  new Response(writeAttentionFile(await presetTrace(props.preset)) as Uint8Array<ArrayBuffer>);
