// Writes functions/example-answers.json: what the built API answers to the example request of each operation; and
// answer.txt beside each example of the page of the API.

import { globSync, readFileSync, writeFileSync } from 'node:fs';
import document from '../../build/openapi.json' with { type: 'json' };
import { serveWorkers } from '../serve/workers.ts';
import { exampleRequests } from './example-requests.ts';
import { answerTo } from './page-answers.ts';
import { shortened } from './shortened.ts';

const { url, stop } = await serveWorkers({ port: 0 });
const answers: Record<string, unknown> = {};
for (const { operationId, path, init } of exampleRequests(document)) {
  const response = await fetch(new URL(path, url), init);
  if (!response.ok) throw new Error(`${operationId}: expected an answer, found ${await response.text()}`);
  answers[operationId] = shortened(operationId, await response.json());
}
for (const file of globSync('site/api-reference/examples/*/curl.sh')) {
  const command = readFileSync(file, 'utf8').replaceAll('http://localhost:8787', url.origin);
  writeFileSync(file.replace('curl.sh', 'answer.txt'), await answerTo(command));
}
await stop();
writeFileSync('functions/example-answers.json', `${JSON.stringify(answers)}\n`);
