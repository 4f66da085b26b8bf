import { join } from 'node:path';
import type { ModelFiles } from './contender.ts';
import { type Options, root } from './options.ts';

/** Where this bench keeps a model: ours as converted, theirs in a cache that git does not see. */
export function modelFiles(
  id: string,
  { converted }: Pick<Options, 'converted'>,
  onnxFile = 'model',
  threads = 1,
): ModelFiles {
  return {
    id,
    converted: join(converted, id),
    onnx: join(root, '.cache/bench', id),
    onnxFile,
    threads,
  };
}
