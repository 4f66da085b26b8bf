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

/** Each text of a list on its own. @throws ApiError 400 naming the one that is too long. */
export function readPrompts(bert: Bert, texts: readonly string[], truncate: boolean): Prompt[] {
  return texts.map((text, index) => readPrompt(bert, { text, truncate }, `input[${index}]`));
}

/** Tokens of a request's texts. @throws ApiError 400 where they exceed the model's positions and may not be cut. */
export function readPrompt(bert: Bert, { text, text_pair: textPair, truncate }: PromptFields, param = 'text'): Prompt {
  const tokens = bert.tokenize(text, textPair);
  if (!truncate) expectContextLength(tokens.length, param);
  if (tokens.length <= limits.tokensPerText) return { text, textPair, tokens };
  const cut = truncateTexts({ text, textPair }, tokens, limits.tokensPerText);
  return { ...cut, tokens: bert.tokenize(cut.text, cut.textPair) };
}
