import { type ComponentProps, hydrate } from 'svelte';
import CausalTracing from './CausalTracing.svelte';

/** Puts the figure to work that stands in the box as it was drawn while the site was built. */
export function start(target: HTMLElement, props: ComponentProps<typeof CausalTracing>): void {
  hydrate(CausalTracing, { target, props });
}
