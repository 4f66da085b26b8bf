import { pairFlows } from '../../home/hero/pair-flows.ts';
import { type SentencePair, sentencePairs } from '../../home/hero/sentences.ts';

/** All pairs but the first, which is in the home page itself. */
export function getStaticPaths() {
  return sentencePairs.slice(1).map((pair) => ({ params: { pair: pair.id }, props: { pair } }));
}

export async function GET({ props: { pair } }: { props: { pair: SentencePair } }): Promise<Response> {
  return Response.json(await pairFlows(pair));
}
