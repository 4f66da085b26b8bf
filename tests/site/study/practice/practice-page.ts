import type { Locator, Page } from 'playwright-core';
import type { runnersUp } from '../../../../site/study/practice/own-notes/cloze.ts';

export const notes = `The hippocampus turns short experiences into lasting memories. During deep sleep the brain replays the day.
- Caffeine blocks receptors for adenosine, a molecule that makes us sleepy.
- A short nap of twenty minutes restores attention without heavy drowsiness.`;

export const notesRound = (page: Page) => page.locator('.notes-round');

export const prompt = (of: Locator) => of.locator('h3').first().innerText();

export interface Printed {
  readonly tensor: string;
  readonly value: number;
  readonly request: string | null;
}

/** The numbers of the model that stand in a part of the page. */
export function numbersIn(part: Locator): Promise<Printed[]> {
  return part.locator('data[data-tensor]').evaluateAll((all) =>
    all.map((one) => ({
      tensor: one.getAttribute('data-tensor')!,
      value: Number((one as HTMLDataElement).value),
      request: one.closest('[data-request]')?.getAttribute('data-request') ?? null,
    })),
  );
}

export async function ask<Answer>(page: Page, route: string, data: object): Promise<Answer> {
  const response = await page.request.post(new URL(route, page.url()).href, { data });
  if (!response.ok()) throw new Error(await response.text());
  return response.json();
}

export interface FillMaskAnswer {
  readonly tokens: Parameters<typeof runnersUp>[0]['tokens'];
  readonly masks: { readonly candidates: Parameters<typeof runnersUp>[0]['candidates'] }[];
}
