/**
 * Where a pass may stop for a while. All that it has in working memory are its hidden states (`states`), or besides them
 * queries, keys, values and contexts of a layer (`heads`), which can be computed again from its hidden states.
 */
export type Stop = { readonly at: 'states' } | { readonly at: 'heads'; readonly layer: number };

export const betweenLayers: Stop = { at: 'states' };
