import { presetFlow } from '../../first-paint/preset-flow.ts';
import { layerCount } from '../../model/reader-place.ts';
import type { Flow } from './flow.ts';
import type { SentencePair } from './sentences.ts';

/** The flows of both sentences, computed while the site is built. */
export async function pairFlows({ variants: [first, second] }: SentencePair): Promise<[Flow, Flow]> {
  return [await presetFlow(first.text, layerCount), await presetFlow(second.text, layerCount)];
}
