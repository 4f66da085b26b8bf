import { askAttention } from '../model/ask-traces.ts';
import { readAttentionFile } from '../model/attention-file.ts';
import type { AttentionLens, AttentionTrace } from '../model/attention-trace.ts';
import type { ReaderPlace, Reading, Sentence } from '../model/reader-place.ts';
import { noteTokenCount } from '../model/token-count.ts';
import { type Landing, landingOn } from './landing.ts';
import { type Preset, presetOf } from './presets.ts';

interface Weighed extends Sentence {
  readonly lens: AttentionLens;
}

/** A place, and what the reader wants to see there. */
export interface Wanted extends ReaderPlace, Weighed {
  /** Whether the figures go to what stands out in the sentence. */
  readonly lands: boolean;
  /** The weights, where they have been fetched already. */
  readonly known?: AttentionTrace | undefined;
}

/** The model's answer to a sentence, and where the figures go with it; undefined: they stay. */
export interface Read {
  readonly trace: AttentionTrace;
  readonly landing?: Landing | undefined;
}

/** Whether both ask for the same weights. Which heads an answer holds is checked elsewhere. */
export function isSame(a: Weighed, b: Weighed): boolean {
  return a.text === b.text && a.pair === b.pair && a.lens === b.lens;
}

/** Whether the answer to `asked`, still on its way, gives all that is wanted. */
export function isEnough(asked: Wanted, wanted: Wanted): boolean {
  return isSame(asked, wanted) && (asked.lands || !wanted.lands);
}

/** What the attention figures show. `mixing` has no matrix, so they show the weights beside it. */
export function attentionLens({ lens }: Reading): AttentionLens {
  return lens === 'mixing' ? 'weight' : lens;
}

/** Fetches the weights and the landing together, so that no figure shows a place only to leave it. */
export async function readFor(wanted: Wanted, signal: AbortSignal): Promise<Read> {
  const asked = Promise.resolve(wanted.known ?? askFor(wanted, signal));
  if (!wanted.lands) return { trace: await asked };
  const landing = findLanding(wanted, asked, signal);
  return { trace: await asked, landing: await landing };
}

/** Undefined where nothing stands out, or where the search fails, because the sentence must open all the same. */
async function findLanding(
  wanted: Wanted,
  asked: Promise<AttentionTrace>,
  signal: AbortSignal,
): Promise<Landing | undefined> {
  try {
    const { fetchFinds } = await import('./finds.ts');
    return landingOn(await fetchFinds(wanted, signal, wanted.lens === 'weight' ? asked : undefined));
  } catch {
    return undefined;
  }
}

async function askFor(wanted: Wanted, signal: AbortSignal): Promise<AttentionTrace> {
  const preset = wanted.lens === 'weight' ? presetOf(wanted) : undefined;
  return (preset && (await fetchPreset(preset, signal))) ?? askAttention(wanted, signal);
}

/** The answer from the site's own file; undefined where it cannot be fetched. */
export async function fetchPreset(preset: Preset, signal?: AbortSignal): Promise<AttentionTrace | undefined> {
  const file = await fetch(`/presets/${preset.id}.safetensors`, { signal: signal ?? null }).catch(() => undefined);
  if (!file?.ok) return undefined;
  const trace = readAttentionFile(new Uint8Array(await file.arrayBuffer()));
  noteTokenCount(preset, trace.tokens.length);
  return trace;
}
