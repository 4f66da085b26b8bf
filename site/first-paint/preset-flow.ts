import { shortestFloat32 } from '../../shared/tensors/shortest-float32.ts';
import { presetTensors } from './preset-trace.ts';

/** Tokens and `token_mixing` of a sentence, [layers][n to][n from], as `POST /v1/trace` would answer them. */
export async function presetFlow(text: string, layers: number) {
  const names = Array.from({ length: layers }, (_, layer) => `token_mixing.${layer}`);
  const { tokens, tensors } = await presetTensors({ text, pair: '' }, names);
  const n = tokens.length;
  return {
    tokens: tokens.map(({ text, special }) => ({ text, special })),
    shares: names.map((name) =>
      tokens.map((_, to) => [...tensors[name]!.data.subarray(to * n, (to + 1) * n)].map(shortestFloat32)),
    ),
  };
}
