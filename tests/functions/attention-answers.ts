import { expect } from 'vitest';
import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import type { Api } from './api.ts';

export const text = 'The cat sat on the mat because it was tired.';

export const binary = { accept: 'application/vnd.safetensors' };

export async function safetensors(api: Api, path: string, body: unknown) {
  const response = await api.post(path, body, binary);
  if (!response.ok) throw new Error(await response.text());
  expect(response.headers.get('content-type')).toBe('application/vnd.safetensors');
  return readSafetensors(new Uint8Array(await response.arrayBuffer()));
}

export async function json(api: Api, options: Record<string, unknown>) {
  return (await (await api.post('/v1/attention', { text, ...options })).json()) as Record<string, unknown>;
}
