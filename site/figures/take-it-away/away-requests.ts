import { upTo } from '../../model/attention-file.ts';
import { blankedSentence } from '../../model/blank.ts';
import { headCount, layerCount } from '../../model/reader-place.ts';
import { type Experiment, experimentOf } from './experiments.ts';
import type { AwayRequests, AwayView, Setting } from './take-it-away.ts';

/** The switches as they stand before the reader touches them. */
export function settingOf({ layers, heads }: Experiment, choice = 0): Setting {
  return { choice, layers, heads };
}

/**
 * The requests whose answers hold the numbers of a view.
 * @throws Error where the setting is none of the experiment's
 */
export function requestsOf({
  question,
  tokens,
  blank,
  token,
}: Pick<AwayView, 'question' | 'tokens' | 'blank' | 'token'>): AwayRequests {
  const { chapter, setting } = question;
  const before = blankedSentence(question, tokens, blank);
  const [first, last] = setting.layers ?? [0, layerCount - 1];
  const change = experimentOf(chapter).changes[setting.choice];
  if (!change) throw new Error(`expected a choice of ${chapter}, found ${setting.choice}`);
  const place = {
    layers: upTo(last - first + 1).map((layer) => first + layer),
    heads: setting.heads ?? headCount,
    token,
    blank,
    tokens,
  };
  return { before, after: { ...before, ...change(place) } };
}
