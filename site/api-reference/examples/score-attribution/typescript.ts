import createClient from 'openapi-fetch';
import type { paths } from './bert.ts';

const bert = createClient<paths, 'application/json'>({ baseUrl: 'http://localhost:8787' });
const { data, error } = await bert.POST('/v1/score-attribution', {
  body: { text: 'The cat sat on the mat because it was tired.', layer: 8, head: 10, from: 8, to: 2 },
});
if (!data) throw new Error(JSON.stringify(error));
const { sources, centred } = data;
const terms = centred.flatMap((row, q) => row.map((term, k) => ({ term, query: sources[q], key: sources[k] })));
terms.sort((a, b) => Math.abs(b.term) - Math.abs(a.term));
for (const { term, query, key } of terms.slice(0, 8))
  console.log(`${term.toFixed(2)}  ${query} of the query, ${key} of the key`);
