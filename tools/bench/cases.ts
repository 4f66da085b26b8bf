import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTokenizer, type Tokenizer } from '../../shared/tokenizer/bert-tokenizer.ts';
import type { Options } from './options.ts';
import { mixedTexts, textOfTokens } from './texts.ts';

/** One thing to time: a single text already in tokens, or a batch of texts through the embedding pipeline. */
export type BenchCase =
  | { readonly tokens: number; readonly batch: 1; readonly tokenIds: readonly number[] }
  | { readonly tokens: number; readonly batch: number; readonly texts: readonly string[] };

/** @throws Error when the model's folder is not there. */
export function casesOf(model: string, { converted, tokens, batch }: Options): BenchCase[] {
  const tokenizer = readTokenizer(join(converted, model));
  const singles = tokens.map((count): BenchCase => {
    const tokenIds = tokenizer.encode(textOfTokens(count)).map(({ id }) => id);
    if (tokenIds.length !== count) throw new Error(`expected a text of ${count} tokens, found ${tokenIds.length}`);
    return { tokens: count, batch: 1, tokenIds };
  });
  if (batch < 2) return singles;
  const texts = mixedTexts(batch);
  const total = texts.reduce((sum, text) => sum + tokenizer.encode(text).length, 0);
  return [...singles, { tokens: total, batch, texts }];
}

function readTokenizer(folder: string): Tokenizer {
  if (!existsSync(join(folder, 'tokenizer.json'))) {
    throw new Error(
      `${folder}: expected a converted model, found none; make it with tools/convert/main.ts or name --models`,
    );
  }
  const json = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  return createTokenizer(json('tokenizer.json'), json('tokenizer_config.json'));
}
