import { readFile } from 'node:fs/promises';
import { type EmbeddingTable, embeddingTable } from '../../shared/analysis/nearest-words.ts';
import { bertBase } from '../../shared/api/served-models.ts';
import { openFolder } from '../../shared/model/open-folder.ts';
import { readModel } from '../../shared/weights/read-model.ts';

const folder = `site/public/models/${bertBase}`;
const matrix = 'embeddings.word_embeddings.weight';

/**
 * The embedding table of the model that the API runs, with the words of its rows. Works only while the site is built.
 */
export interface WordTable extends EmbeddingTable {
  /** [vocabSize] */
  readonly words: readonly string[];
  /** @throws Error where the word is not one row of the table */
  idOf(word: string): number;
}

let reading: Promise<WordTable> | undefined;

/** Reads the table once, however many figures ask for it. */
export function readWordTable(): Promise<WordTable> {
  reading ??= read();
  return reading;
}

async function read(): Promise<WordTable> {
  const words = await readVocabulary();
  const { floatTensor } = await readModel(openFolder(folder));
  const tensor = floatTensor(matrix);
  if (!tensor) throw new Error(`${folder}: expected ${matrix}, found none`);
  return { ...embeddingTable(tensor.data, tensor.shape[1]!), words, idOf: (word) => rowOf(words, word) };
}

function rowOf(words: readonly string[], word: string): number {
  const id = words.indexOf(word);
  if (id < 0) throw new Error(`expected a word of the vocabulary, found "${word}"`);
  return id;
}

async function readVocabulary(): Promise<string[]> {
  const file = JSON.parse(await readFile(`${folder}/tokenizer.json`, 'utf8'));
  const ids: Record<string, number> = file.model.vocab;
  return Object.entries(ids)
    .toSorted(([, a], [, b]) => a - b)
    .map(([word]) => word);
}
