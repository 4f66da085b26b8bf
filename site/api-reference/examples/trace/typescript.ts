import createClient from 'openapi-fetch';
import type { paths } from './bert.ts';

const bert = createClient<paths, 'application/json'>({ baseUrl: 'http://localhost:8787' });
const { data: file, error } = await bert.POST('/v1/trace', {
  body: { text: 'The cat sat.', tensors: ['query.3', 'key.3'] },
  headers: { accept: 'application/vnd.safetensors' },
  parseAs: 'arrayBuffer',
});
if (!file) throw new Error(JSON.stringify(error));
const start = 8 + Number(new DataView(file).getBigUint64(0, true));
const header = JSON.parse(new TextDecoder().decode(new Uint8Array(file, 8, start - 8)));
const [begin, end] = header['query.3'].data_offsets;
const query = new Float32Array(file.slice(start + begin, start + end));
console.log(header['query.3'].shape, query.length); // [12, 6, 64]: heads, tokens, numbers a head; 4608
