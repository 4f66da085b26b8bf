import { loadBert, openUrl } from 'bert-attention';
import { webKernels } from 'bert-attention/web';
import { ask } from './ask.js';

const bert = await loadBert({
  id: 'all-MiniLM-L6-v2',
  ...(await webKernels(2)),
  openFile: openUrl('/model', (url, init) => fetch(url, init)),
});
postMessage({ digests: await ask(bert), threads: bert.threads });
