import type { Bert } from '../model/bert.ts';
import type { Token } from '../tokenizer/token.ts';
import { type Texts, truncateTexts } from '../tokenizer/truncation.ts';
import { expectContextLength, limits } from './limits.ts';

/** The texts of a request as the model will see them. */
export interface Prompt extends Texts {
  readonly tokens: readonly Token[];
}

interface PromptFields {
  readonly text: string;
  readonly text_pair?: string;
  readonly truncate: boolean;
}

/** Tokens of a request's texts. @throws ApiError 400 where they exceed the model's positions and may not be cut. */
export function readPrompt(bert: Bert, { text, text_pair: textPair, truncate }: PromptFields): Prompt {
  const texts = fittingTexts(bert, { text, textPair }, truncate, 'text');
  return { ...texts, tokens: bert.tokenize(texts.text, texts.textPair) };
}

/** Each text of a list as the model will see it, and how many tokens they have together. @throws ApiError 400 naming the one that is too long. */
export function readTexts(bert: Bert, list: readonly string[], truncate: boolean): { texts: string[]; tokens: number } {
  let tokens = 0;
  const texts = list.map((asked, index) => {
    const { text } = fittingTexts(bert, { text: asked }, truncate, `input[${index}]`);
    tokens += countTokens(bert, text);
    return text;
  });
  return { texts, tokens };
}

function fittingTexts(bert: Bert, texts: Texts, truncate: boolean, param: string): Texts {
  const { text, textPair } = texts;
  if (truncate) return truncateTexts(texts, bert.streamTokens(text, textPair), limits.tokensPerText);
  expectContextLength(countTokens(bert, text, textPair), param);
  return texts;
}

/** Tokens of a text however long, without keeping any. */
export function countTokens(bert: Bert, text: string, textPair?: string): number {
  let count = 0;
  for (const _ of bert.streamTokens(text, textPair)) count++;
  return count;
}
