import type { Bert } from '../../../shared/model/bert.ts';

/** sha256 of what a model gives for a text, to tell whether two places compute the same bits. */
export interface ModelBits {
  readonly attentions: string;
  readonly sentenceVector: string;
}

export async function modelBits(model: Bert, text: string): Promise<ModelBits> {
  const names = model.outputNames.filter((name) => name.startsWith('attentions.'));
  const outputs = await model.trace(model.tokenize(text), names);
  const [vector] = await model.embed([text]);
  return {
    attentions: await sha256(Float32Array.from(names.flatMap((name) => [...outputs[name].data]))),
    sentenceVector: await sha256(vector),
  };
}

/** Of the numbers' bytes, in hexadecimal digits. */
export async function sha256(numbers: Float32Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', numbers.slice());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
