import createClient from 'openapi-fetch';
import type { paths } from './bert.ts';

const bert = createClient<paths, 'application/json'>({ baseUrl: 'http://localhost:8787' });
const { data, error } = await bert.POST('/v1/attention', {
  body: {
    input: ['The dog chased the ball until it was tired.', 'The dog chased the ball until it burst.'],
    layers: [8],
    heads: [10],
  },
});
if (data?.object !== 'list') throw new Error(JSON.stringify(error));
for (const answer of data.data) {
  if ('error' in answer) console.log(answer.error.message);
  else if (answer.object === 'attention' && answer.reduce === 'none') {
    const it = answer.attentions[0][0][7];
    console.log('dog', it[2], 'ball', it[5]);
  }
}
