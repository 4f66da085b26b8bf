import { loadBert } from 'bert-attention';
import { nodeKernels, openFolder } from 'bert-attention/node';
import { type BertInput, bert as reference } from 'bert-attention/reference';
import { ask } from './ask.js';

const [folder = '', threads = '1'] = process.argv.slice(2);
const bert = await loadBert({
  id: 'all-MiniLM-L6-v2',
  ...(await nodeKernels(Number(threads))),
  openFile: openFolder(folder),
});
const input: BertInput = { inputIds: [101, 102], tokenTypeIds: [0, 0] };
console.log(
  JSON.stringify({ digests: await ask(bert), threads: bert.threads, steps: typeof reference, ids: input.inputIds }),
);
await bert.dispose();
