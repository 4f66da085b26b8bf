import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BertConfig, parseBertConfig } from '../../shared/bert/config.ts';

/** What stands beside the weights. */
export interface ModelFolder {
  readonly config: BertConfig;
  /** File name -> text, as the converted folder gets it. */
  readonly files: Readonly<Record<string, string>>;
  readonly weightsPath: string;
}

/** Reads a Hugging Face BERT folder. @throws Error naming the file that is absent or not what it should be. */
export function readModelFolder(folder: string): ModelFolder {
  const config = parseBertConfig(readJson(folder, 'config.json'));
  const tokenizer = readJson(folder, 'tokenizer.json');
  checkTokenizer(tokenizer, config.vocabSize);
  readJson(folder, 'tokenizer_config.json');
  return {
    config,
    files: {
      'config.json': readText(folder, 'config.json'),
      'tokenizer.json': JSON.stringify({ ...(tokenizer as object), truncation: null, padding: null }),
      'tokenizer_config.json': readText(folder, 'tokenizer_config.json'),
    },
    weightsPath: expectFile(folder, 'model.safetensors'),
  };
}

function readJson(folder: string, name: string): unknown {
  const text = readText(folder, name);
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${join(folder, name)}: expected JSON, found ${JSON.stringify(text.slice(0, 40))}`);
  }
}

function readText(folder: string, name: string): string {
  return readFileSync(expectFile(folder, name), 'utf8');
}

function expectFile(folder: string, name: string): string {
  if (!existsSync(folder)) throw new Error(`${folder}: expected the folder of a Hugging Face BERT, found nothing`);
  const path = join(folder, name);
  if (existsSync(path)) return path;
  throw new Error(`${folder}: expected a file ${name}, found ${readdirSync(folder).join(', ') || 'an empty folder'}`);
}

function checkTokenizer(tokenizer: unknown, vocabSize: number): void {
  const { type, vocab } = ((tokenizer as { model?: unknown } | null)?.model ?? {}) as {
    type?: unknown;
    vocab?: object;
  };
  if (typeof vocab !== 'object' || vocab === null || (type !== undefined && type !== 'WordPiece')) {
    throw new Error(`tokenizer.json: expected model.type "WordPiece" with a vocab, found ${JSON.stringify(type)}`);
  }
  const words = Object.keys(vocab).length;
  if (words > vocabSize) {
    throw new Error(
      `tokenizer.json: expected at most vocab_size ${vocabSize} words, as config.json has it, found ${words}`,
    );
  }
}
