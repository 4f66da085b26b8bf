import createClient from 'openapi-fetch';
import type { paths } from './bert.ts';

const bert = createClient<paths, 'application/json'>({ baseUrl: 'http://localhost:8787' });
const { data, error } = await bert.POST('/v1/fill-mask', {
  body: { text: 'Paris is the [MASK] of France.', top_k: 3 },
});
if (data?.object !== 'fill_mask') throw new Error(JSON.stringify(error));
for (const { token, probability } of data.masks[0].candidates) console.log(token, probability);
