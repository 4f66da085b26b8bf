/**
 * Loads what makes a part of the page work, which stands there complete without it, when the reader touches the part or
 * opens a link to it. What is clicked or entered meanwhile is done again once it works.
 * @param id of an element in the part, by which links name it
 * @param load puts the scripts to work in the box around that element
 */
export function wakeAtTouch(id: string, load: (box: HTMLElement) => Promise<void>): void {
  const box = document.getElementById(id)!.parentElement!;
  const missed: (() => void)[] = [];
  let isAsked = false;

  const wake = async () => {
    if (isAsked) return;
    isAsked = true;
    await load(box);
    box.dataset.awake = '';
    for (const again of missed) again();
  };
  const miss = ({ type, target }: Event) => {
    void wake();
    if (box.dataset.awake !== undefined || !(target instanceof HTMLElement)) return;
    if (type === 'click') missed.push(() => target.click());
    if (type !== 'input' || !(target instanceof HTMLInputElement)) return;
    const { value } = target;
    missed.push(() => {
      target.value = value;
      target.dispatchEvent(new Event('input', { bubbles: true }));
    });
  };
  const wakeWhenNamed = () => new URLSearchParams(location.hash.slice(1)).get('figure') === id && wake();

  for (const type of ['pointerover', 'pointerdown', 'focusin']) box.addEventListener(type, wake, { once: true });
  for (const type of ['click', 'input']) box.addEventListener(type, miss, { capture: true });
  addEventListener('popstate', wakeWhenNamed);
  wakeWhenNamed();
}
