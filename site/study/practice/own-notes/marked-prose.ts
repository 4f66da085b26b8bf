import type { Prose, ProseRun } from '../../../figures/marks/prose/prose.ts';
import { inlineRuns } from '../../../prose/inline-text.ts';
import { sourceOf } from '../../../prose/sources.ts';

const bracketed = /\s*\[@\w+\]/g;

/** Prose of `content` as runs of text. Sources in brackets are left out; sources in the sentence appear by name. */
export function markedProse(text: string): Prose {
  return inlineRuns(text.replace(bracketed, '')).map((run): ProseRun => {
    if (run.kind === 'author') return { kind: 'text', text: sourceOf(run.text).label };
    const isKept = run.kind === 'em' || run.kind === 'sub';
    return { kind: isKept ? run.kind : 'text', text: run.text };
  });
}
