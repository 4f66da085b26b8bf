/** A head as it is said: layer and head from 1 on, `9-11`. The address of its page ends with it. */
export const headName = (layer: number, head: number): string => `${layer + 1}-${head + 1}`;

/** Where a head's page is. Layers and heads are 0-based. */
export const headPage = (layer: number, head: number): string => `/heads/${headName(layer, head)}`;
