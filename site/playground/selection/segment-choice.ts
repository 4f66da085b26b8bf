import type { Segment } from '../../figures/marks/matrix/square.ts';
import type { PlaygroundPlace } from '../place.ts';

type Segments = Pick<PlaygroundPlace, 'from' | 'to'>;

export const segmentChoices = [
  { value: 'both-both', label: 'all' },
  { value: 'a-a', label: 'A → A' },
  { value: 'a-b', label: 'A → B' },
  { value: 'b-a', label: 'B → A' },
  { value: 'b-b', label: 'B → B' },
] as const;

type SegmentChoice = (typeof segmentChoices)[number]['value'];

/** The picker's value for these segments; "all" where it does not offer them. */
export function segmentValue({ from, to }: Segments): SegmentChoice {
  return segmentChoices.find(({ value }) => value === `${from}-${to}`)?.value ?? 'both-both';
}

export function segmentsOf(value: SegmentChoice): Segments {
  const [from, to] = value.split('-') as [Segment, Segment];
  return { from, to };
}
