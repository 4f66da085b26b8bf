import createClient from 'openapi-fetch';
import type { paths } from './bert.ts';

const bert = createClient<paths, 'application/json'>({ baseUrl: 'http://localhost:8787' });
const { data, error } = await bert.POST('/v1/embeddings', {
  body: {
    model: 'all-MiniLM-L6-v2',
    input: ['The river was wide. Its bank was steep.'],
    spans: [
      [
        [0, 19],
        [19, 39],
      ],
    ],
  },
});
if (!data) throw new Error(JSON.stringify(error));
const [river, bank] = data.data[0].embedding as number[][];
console.log(
  bank.length,
  river.reduce((sum, number, index) => sum + number * bank[index], 0),
); // 384, the cosine
