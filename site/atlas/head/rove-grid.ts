import { moveInGrid } from '../../figures/marks/grid/grid-navigation.ts';

const columns = 12;

/** Makes a grid of links one tab stop, the current page's: arrow keys move among them. Without this each link is a stop. */
export function roveGrid(grid: HTMLElement): void {
  const links = [...grid.querySelectorAll('a')];
  const stopAt = (stop: Element | undefined) => {
    for (const link of links) link.tabIndex = link === stop ? 0 : -1;
  };
  stopAt(links.find((link) => link.ariaCurrent) ?? links[0]);
  grid.addEventListener('keydown', (event) => {
    const at = links.indexOf(event.target as HTMLAnchorElement);
    if (at < 0) return;
    const place = { row: Math.floor(at / columns), column: at % columns };
    const next = moveInGrid(place, event, { rows: links.length / columns, columns });
    if (!next) return;
    event.preventDefault();
    const link = links[next.row * columns + next.column];
    stopAt(link);
    link?.focus();
  });
}
