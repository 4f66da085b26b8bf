import { getCollection } from 'astro:content';
import type { APIRoute, GetStaticPaths } from 'astro';
import { stepSource } from '../../prose/step-sources.ts';

export const getStaticPaths: GetStaticPaths = async () => {
  const files = (await getCollection('chapters')).flatMap(({ data }) => data.step?.file ?? []);
  return [...new Set(files)].map((file) => ({ params: { file } }));
};

/** The whole file of a chapter's step, to read: `/code/bert/softmax.ts.txt`. */
export const GET: APIRoute = ({ params }) => new Response(stepSource(params.file!));
