import type { APIRoute, GetStaticPaths } from 'astro';
import { allHeadsAnswer, headAnswer } from '../../atlas/heads-answer.ts';
import { readAtlas } from '../../first-paint/read-atlas.ts';

/** What `/v1/heads` answers, and `/v1/heads/7-10`: layers and heads from 0 on. */
export const getStaticPaths = (() => {
  const heads = readAtlas().examples.flatMap((row, layer) =>
    row.map((_, head) => ({
      params: { name: `${layer}-${head}` },
      props: { answer: headAnswer(readAtlas(), layer, head) },
    })),
  );
  return [{ params: { name: 'heads' }, props: { answer: allHeadsAnswer(readAtlas()) } }, ...heads];
}) satisfies GetStaticPaths;

export const GET: APIRoute<{ answer: object }> = ({ props }) => Response.json(props.answer);
