/** What a framed figure tells the page around it, which cannot look inside. */
export interface HeightMessage {
  readonly type: 'bert-attention:height';
  /** CSS pixels that show the whole figure without scrolling. */
  readonly height: number;
}

/** Tells the page around this one how high the frame has to be, now and whenever that changes. */
export function tellHeight(): void {
  const page = document.documentElement;
  const tell = () => {
    const message: HeightMessage = {
      type: 'bert-attention:height',
      height: Math.ceil(page.getBoundingClientRect().height),
    };
    // A height is no secret, and any page may hold the frame.
    parent.postMessage(message, '*');
  };
  new ResizeObserver(tell).observe(page);
}
