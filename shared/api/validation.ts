import type { z } from 'zod';
import { ApiError, type ErrorStatus } from './errors.ts';

/** What a schema may say about an issue it raises itself: `ctx.addIssue({ code: 'custom', params })`. */
export interface IssueParams {
  readonly code: string;
  readonly status?: ErrorStatus;
}

/** The first thing wrong with a request, as an error whose `param` is the path of the bad field. */
export function validationError(error: z.ZodError): ApiError {
  const issue = error.issues[0];
  if (issue === undefined) return new ApiError(400, 'invalid_request', 'The request could not be understood.');
  const param = issuePath(issue);
  const { code, status = 400 } = issueParams(issue) ?? { code: issueCode(issue) };
  return new ApiError(status, code, param === '' ? issue.message : `${param}: ${issue.message}`, { param });
}

/** `['layers', 1]` is `layers[1]`; an unknown field is named itself. */
function issuePath(issue: z.core.$ZodIssue): string {
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]] : issue.path;
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}

function issueParams(issue: z.core.$ZodIssue): IssueParams | undefined {
  if (issue.code !== 'custom' || typeof issue.params?.code !== 'string') return undefined;
  return issue.params as unknown as IssueParams;
}

function issueCode(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return 'unknown_field';
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'missing_field';
  return 'invalid_value';
}
