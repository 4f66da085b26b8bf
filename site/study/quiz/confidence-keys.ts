import { type Confidence, confidences } from '../progress/progress.ts';

/** The confidence whose first letter a key is: `s`, `t` or `g`. */
export function confidenceOf(key: string | undefined): Confidence | undefined {
  return confidences.find((confidence) => confidence[0] === key);
}
