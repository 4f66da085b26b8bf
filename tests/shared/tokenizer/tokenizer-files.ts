import { readFileSync } from 'node:fs';
import { createTokenizer } from '../../../shared/tokenizer/bert-tokenizer.ts';

const folder = new URL('../../../site/public/models/all-MiniLM-L6-v2/', import.meta.url);

export const tokenizerJson: unknown = readJson('tokenizer.json');
export const tokenizerConfig: unknown = readJson('tokenizer_config.json');

/** The tokenizer of bert-base-uncased and all-MiniLM-L6-v2, with its real vocabulary. */
export const tokenizer = createTokenizer(tokenizerJson, tokenizerConfig);

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
}
