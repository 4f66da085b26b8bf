import type { APIRoute, GetStaticPaths } from 'astro';
import { writeAttentionFile } from '../../lib/attention-file.ts';
import { presetTrace } from '../../lib/preset-trace.ts';
import { type Preset, presets } from '../../lib/presets.ts';

export const getStaticPaths = (() =>
  presets.map((preset) => ({ params: { id: preset.id }, props: { preset } }))) satisfies GetStaticPaths;

/** What `POST /v1/attention` answers for a preset, kept as a file. */
export const GET: APIRoute<{ preset: Preset }> = async ({ props }) =>
  new Response(writeAttentionFile(await presetTrace(props.preset)) as Uint8Array<ArrayBuffer>);
