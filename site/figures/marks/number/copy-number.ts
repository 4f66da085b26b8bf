/** Makes copying one printed number copy all its digits, not only the two that are shown. */
export function copyFullPrecision(event: ClipboardEvent): void {
  const selection = getSelection();
  const number = selection?.anchorNode?.parentElement?.closest<HTMLDataElement>('data[data-tensor]');
  if (!number || selection?.toString().trim() !== number.textContent?.trim()) return;
  event.clipboardData?.setData('text/plain', number.value);
  event.preventDefault();
}
