import { expect, it } from 'vitest';
import { useSite } from '../open-page.ts';

const { open } = useSite({ viewport: { width: 360, height: 740 } });
const chapters = [
  'positions',
  'projections',
  'scores',
  'softmax',
  'weighted-sum',
  'heads',
  'residual',
  'feed-forward',
  'lenses',
];

it.each(chapters)('no formula of %s is cut on a phone of 360 px', async (chapter) => {
  const page = await open(`/chapters/${chapter}`, { javaScriptEnabled: false });
  const formulas = page.locator('.formula');
  expect(await formulas.count()).toBeGreaterThan(0);
  const tooWide = await formulas.evaluateAll((all) =>
    all.flatMap((one) => (one.scrollWidth > one.clientWidth ? [`${one.scrollWidth} in ${one.clientWidth}`] : [])),
  );
  expect(tooWide).toEqual([]);
});
