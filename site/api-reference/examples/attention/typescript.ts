import createClient from 'openapi-fetch';
import type { paths } from './bert.ts';

const bert = createClient<paths, 'application/json'>({ baseUrl: 'http://localhost:8787' });
const { data, error } = await bert.POST('/v1/attention', {
  body: { text: 'The cat sat on the mat because it was tired.', layers: [8], heads: [10] },
});
if (data?.object !== 'attention' || data.reduce !== 'none') throw new Error(JSON.stringify(error));
console.log(data.tokens[8].text, data.tokens[2].text, data.attentions[0][0][8][2]);
