/** A token's position across the picture, in pixels of its drawing. */
export interface FlowToken {
  readonly text: string;
  readonly special: boolean;
  readonly centre: number;
}

/**
 * `down`: tokens side by side, layers downwards. `right`: tokens below each other, layers to the right, for a phone.
 */
export interface FlowShape {
  readonly direction: 'down' | 'right';
  /** Where the first layer begins, and how long each layer is. */
  readonly start: number;
  readonly pitch: number;
  /** Width in pixels of a share of 1. */
  readonly scale: number;
  readonly width: number;
  readonly height: number;
}

/** What flows from one token into another in one layer. */
export interface Strand {
  readonly layer: number;
  readonly from: number;
  /** 0..1 */
  readonly share: number;
  readonly width: number;
  readonly path: string;
}

/** Narrower strands would be hairlines, so they are left out, and the caption says so. */
export const leastShare = 0.03;

type Shares = readonly ArrayLike<number>[];

/**
 * The strands into token `to` from each other token, layer by layer, as wide as their shares. A strand leaves its
 * token's column where the layer begins, and reaches the river where the layer ends.
 * @param shares [layers][tokens], of what flows into `to`
 * @param least smaller shares are left out
 */
export function strandsInto(
  shares: Shares,
  to: number,
  tokens: readonly FlowToken[],
  shape: FlowShape,
  least = leastShare,
): Strand[] {
  return shares.flatMap((row, layer) =>
    tokens.flatMap(({ centre }, from) => {
      const share = row[from] ?? 0;
      if (from === to || share < least) return [];
      const river = riverWidth(shares, to, layer, shape);
      const end = tokens[to]!.centre + (Math.sign(centre - tokens[to]!.centre) * river) / 2;
      return [{ layer, from, share, width: share * shape.scale, path: strandPath(centre, end, layer, shape) }];
    }),
  );
}

function strandPath(from: number, to: number, layer: number, shape: FlowShape): string {
  const [begin, end] = [shape.start + layer * shape.pitch, shape.start + (layer + 1) * shape.pitch];
  const at = placer(shape);
  const bend = 0.8 * shape.pitch;
  return `M${at(from, begin)}C${at(from, begin + bend)} ${at(to, end - bend)} ${at(to, end)}`;
}

/** Width of the river of `to` in a layer: the share that the token keeps. */
export function riverWidth(shares: Shares, to: number, layer: number, { scale }: FlowShape): number {
  return (shares[layer]?.[to] ?? 0) * scale;
}

/**
 * The outline of the river of `to`: in each layer as wide as the share that the token keeps, with slopes in between.
 */
export function riverPath(shares: Shares, to: number, centre: number, shape: FlowShape): string {
  const at = placer(shape);
  const slope = 0.15 * shape.pitch;
  const bank = (sign: number) =>
    shares.flatMap((_, layer) => {
      const across = centre + (sign * riverWidth(shares, to, layer, shape)) / 2;
      const begin = shape.start + layer * shape.pitch;
      const end = begin + shape.pitch;
      return [
        at(across, layer === 0 ? begin : begin + slope),
        at(across, layer === shares.length - 1 ? end : end - slope),
      ];
    });
  return `M${[...bank(-1), ...bank(1).reverse()].join('L')}Z`;
}

/** A function that writes a point which is `across` the tokens and `along` the layers. */
function placer({ direction }: FlowShape): (across: number, along: number) => string {
  const round = (value: number) => Math.round(value * 10) / 10;
  return (across, along) => {
    const [x, y] = direction === 'down' ? [across, along] : [along, across];
    return `${round(x)} ${round(y)}`;
  };
}

/** How much of a layer's strands is drawn, 0..1, when `shown` layers are. */
export function drawnPart(layer: number, shown: number): number {
  return Math.min(1, Math.max(0, shown - layer));
}

/** Centres of words side by side between `first` and `last`; each word has room in proportion to its length. */
export function columnCentres(texts: readonly string[], first: number, last: number): number[] {
  const widths = texts.map((text) => Math.max(2.4, text.length) + 1.6);
  const total = widths.reduce((sum, width) => sum + width, 0);
  let before = 0;
  return widths.map((width) => {
    const centre = first + ((before + width / 2) / total) * (last - first);
    before += width;
    return centre;
  });
}
