import createClient from 'openapi-fetch';
import type { paths } from './bert.ts';

const bert = createClient<paths, 'application/json'>({ baseUrl: 'http://localhost:8787' });
const { data, error } = await bert.POST('/v1/attention', {
  body: {
    text: 'The cat sat on the mat because it was tired.',
    pairs: [
      [8, 10],
      [4, 3],
    ],
    top_k: 3,
  },
});
if (data?.object !== 'attention.sparse') throw new Error(JSON.stringify(error));
const indices = data.indices as number[][][];
const weights = data.weights as number[][][];
for (const [at, pair] of (data.pairs ?? []).entries()) {
  const looked = indices[at][8].map((index, place) => `${data.tokens[index].text} ${weights[at][8][place]}`);
  console.log(...pair, ...looked);
}
