import { kept } from '../ui/kept.ts';

const level = kept('level');

/** Chooses what the reader chose on another page, and keeps what is chosen here. */
export function keepLevel(page: ParentNode): void {
  for (const choice of page.querySelectorAll<HTMLInputElement>('.levels input')) {
    if (choice.value === level.read()) choice.checked = true;
    choice.addEventListener('change', () => level.write(choice.value));
  }
}
