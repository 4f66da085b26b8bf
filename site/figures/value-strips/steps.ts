/** Values in full colour, values times weights, and their sum. */
export const steps = ['values', 'weighted', 'sum'] as const;
export type Step = (typeof steps)[number];

/** What the bars show: the weight, or the length of weight x value. */
export const measures = ['weight', 'length'] as const;
export type Measure = (typeof measures)[number];

export const stepLabels: Readonly<Record<Step, string>> = {
  values: 'the values',
  weighted: '× weight',
  sum: 'added up',
};
