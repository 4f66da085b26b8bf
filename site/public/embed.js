// <bert-attention figure="key-shadows" text="Dogs chase cats." layer="5" head="3" token="2"></bert-attention>
// A figure of this site in a frame that is as high as the figure. Load it by
// <script type="module" src=".../embed.js"></script>. It keeps nothing and asks nobody but the frame's own site.
const fields = ['text', 'pair', 'layer', 'head', 'token', 'lens'];

class BertAttention extends HTMLElement {
  static observedAttributes = ['figure', 'state', ...fields];
  #frame = document.createElement('iframe');
  #told = ({ source, origin, data }) => {
    const isOurs = source === this.#frame.contentWindow && origin === new URL(import.meta.url).origin;
    if (!isOurs || data?.type !== 'bert-attention:height' || !Number.isFinite(data.height)) return;
    this.#frame.style.height = `${data.height}px`;
  };

  connectedCallback() {
    const frame = this.#frame;
    frame.loading = 'lazy';
    frame.style.cssText = 'display:block;width:100%;height:30rem;border:0';
    this.style.display ||= 'block';
    addEventListener('message', this.#told);
    this.#show();
    this.replaceChildren(frame);
  }

  disconnectedCallback() {
    removeEventListener('message', this.#told);
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#show();
  }

  // The whole fragment of a copied link may stand in `state`; else each field has an attribute of its own.
  #show() {
    const figure = this.getAttribute('figure') || 'attention-head';
    const named = fields.filter((name) => this.hasAttribute(name)).map((name) => [name, this.getAttribute(name)]);
    const state = this.getAttribute('state')?.replace(/^#/, '') ?? String(new URLSearchParams(named));
    const address = new URL(`/embed/${encodeURIComponent(figure)}`, import.meta.url);
    address.hash = state;
    this.#frame.title = this.getAttribute('title') || 'A figure of BERT’s attention';
    if (this.#frame.src !== address.href) this.#frame.src = address.href;
  }
}

if (!customElements.get('bert-attention')) customElements.define('bert-attention', BertAttention);
