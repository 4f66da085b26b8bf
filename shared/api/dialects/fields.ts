import { z } from 'zod';
import { optional } from '../optional.ts';
import type { IssueParams } from '../validation.ts';

/** `truncation_direction`, of which these models have one. */
export const endOfText = optional(onlyOne(/^right$/i, 'right', 'Texts are cut at their end'), {
  description: 'Where a text is cut: `right`, its end. The other end is refused.',
  examples: ['right'],
});

/** `prompt_name`, of which these models have none. */
export const noPrompt = optional(onlyOne(/^$/, 'nothing', 'These models have no prompts'), {
  description: 'Refused unless null or empty: these models have no prompts.',
  examples: [''],
});

/** A text that may have one value only: a value that other servers honour must not be passed over in silence. */
function onlyOne(allowed: RegExp, expected: string, why: string) {
  return z.string().superRefine((found, context) => {
    if (allowed.test(found)) return;
    const params: IssueParams = { code: 'invalid_value' };
    context.addIssue({ code: 'custom', message: `expected ${expected}, found another value. ${why}`, params });
  });
}
