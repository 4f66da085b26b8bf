import { ownSourceFields } from '../fields/text.ts';

/** Whether a request is about many texts: whether it has `input`, of which null is none. */
export function isAboutMany(request: unknown): boolean {
  return typeof request === 'object' && request !== null && 'input' in request && request.input !== null;
}

/** The request without what says, by null, that it is not of the other form. */
export function ofItsForm(request: unknown): unknown {
  if (typeof request !== 'object' || request === null || Array.isArray(request)) return request;
  const others = isAboutMany(request) ? Object.keys(ownSourceFields) : ['input'];
  return Object.fromEntries(
    Object.entries(request).filter(([name, value]) => value !== null || !others.includes(name)),
  );
}
