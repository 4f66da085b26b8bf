import { getContext, setContext } from 'svelte';

/** Apart from what writes and reads a state, so that a page whose figures have none does not load that. */
const writer = Symbol('the fields of a figure, for its link');

/** For the components inside, the fields of the figure's present state as they stand in a fragment. */
export function setLinkedFields(fields: () => string): void {
  setContext(writer, fields);
}

/** The fields of the figure around the component that calls this; of one without a state only its id. */
export function linkedFields(id: string): () => string {
  return getContext<(() => string) | undefined>(writer) ?? (() => `figure=${id}`);
}
