import { moveInGrid } from '../../figures/marks/grid/grid-navigation.ts';
import { headCount, layerCount } from '../../model/reader-place.ts';

/**
 * The head that all pictures of the page light: the one under the pointer, or else the one that had the focus last. Marks
 * of heads are links with `data-head`; each picture hands its events on to it.
 */
export class HeadFocus {
  chosen = $state(0);
  hovered = $state<number>();
  /** A finger's first tap shows a head, the second follows its link. */
  #tapped: number | undefined;
  #wasTapped: number | undefined;

  constructor(first: number) {
    this.chosen = first;
  }

  get shown(): number {
    return this.hovered ?? this.chosen;
  }

  readonly onpointerover = (event: PointerEvent) => {
    if (event.pointerType !== 'touch') this.hovered = headOf(event);
  };

  readonly onpointerleave = () => {
    this.hovered = undefined;
  };

  readonly onpointerdown = (event: PointerEvent) => {
    this.#wasTapped = event.pointerType === 'touch' ? this.#tapped : headOf(event);
    this.#tapped = headOf(event);
  };

  readonly onclick = (event: MouseEvent) => {
    const head = headOf(event);
    // A click by the keyboard has no pointer before it.
    if (head === undefined || event.detail === 0 || head === this.#wasTapped) return;
    event.preventDefault();
    this.chosen = head;
  };

  readonly onfocusin = (event: FocusEvent) => {
    const head = headOf(event);
    if (head !== undefined) this.chosen = head;
  };

  readonly onkeydown = (event: KeyboardEvent) => {
    const head = headOf(event);
    if (head === undefined) return;
    const at = { row: Math.floor(head / headCount), column: head % headCount };
    const next = moveInGrid(at, event, { rows: layerCount, columns: headCount });
    if (!next) return;
    event.preventDefault();
    const to = next.row * headCount + next.column;
    (event.currentTarget as Element).querySelector<HTMLElement>(`[data-head="${to}"]`)?.focus();
  };
}

function headOf({ target }: Event): number | undefined {
  const head = (target as Element).closest<HTMLElement>('[data-head]')?.dataset.head;
  return head === undefined ? undefined : Number(head);
}
