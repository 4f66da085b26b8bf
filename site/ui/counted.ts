/** A number with its noun: `1 card`, `2 cards`, `0 cards`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
