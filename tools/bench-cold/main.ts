// How long a cold Worker keeps its first caller waiting: from Miniflare's being ready to the first whole answer, model
// loaded from the static files in between. And how long a tab does whose browser has the weights already.
// `npm run bench:cold [-- RUNS]`

import { median } from '../bench/rounds.ts';
import { table } from '../bench/table.ts';
import { startBrowser } from '../bench-site/launch-browser.ts';
import { serveWorkers } from '../serve/workers.ts';
import { tabAnswers } from './tab-answers.ts';

const runs = Number(process.argv[2] ?? 5);
if (!(Number.isInteger(runs) && runs > 0)) throw new Error(`expected a number of runs, found ${process.argv[2]}`);
const sentence = 'The cat sat on the mat because it was tired.';

const questions = [
  { model: 'bert-base-uncased', path: '/v1/attention', body: { text: sentence }, budgetMs: 1000 },
  { model: 'all-MiniLM-L6-v2', path: '/v1/embeddings', body: { input: sentence }, budgetMs: 400 },
] as const;

/** Milliseconds of the first answer of a Worker that has just started, and of the second. */
async function firstAnswers({ model, path, body }: (typeof questions)[number]): Promise<[number, number]> {
  const { url, stop } = await serveWorkers({ port: 0 });
  const ask = async () => {
    const started = performance.now();
    const answer = await fetch(new URL(path, url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model, ...body }),
    });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${model}: expected an answer, found status ${answer.status}`);
    return performance.now() - started;
  };
  try {
    return [await ask(), await ask()];
  } finally {
    await stop();
  }
}

/** The same of the model in a tab. */
async function firstAnswersInTab(): Promise<number[]> {
  const [{ url, stop }, browser] = await Promise.all([serveWorkers({ port: 0 }), startBrowser()]);
  try {
    return await tabAnswers(browser, url, runs);
  } finally {
    await browser.close();
    await stop();
  }
}

const tabBudgetMs = 1500;

const rows: (string | number)[][] = [];
for (const question of questions) {
  const times: [number, number][] = [];
  for (let run = 0; run < runs; run++) times.push(await firstAnswers(question));
  const [firsts, seconds] = [times.map(([first]) => first), times.map(([, second]) => second)];
  const figures = [median(firsts), Math.max(...firsts), median(seconds), question.budgetMs];
  rows.push([question.model, ...figures.map(Math.round)]);
}
const inTab = await firstAnswersInTab();
rows.push(['bert-base-uncased in a tab', ...[median(inTab), Math.max(...inTab)].map(Math.round), '', tabBudgetMs]);
console.log(table(['model', 'first answer ms', 'slowest ms', 'second ms', 'budget ms'], rows));
console.log(`Medians of ${runs} cold starts each.`);
