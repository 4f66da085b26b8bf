/** An `svg` element that has no other within it. */
const innermost = /<svg\b([^>]*)>((?:(?!<\/?svg\b)[\s\S])*)<\/svg>/g;
const keepsWidth = /(<[^>]*) stroke-width="([^"]*)"([^>]*) vector-effect="non-scaling-stroke"/g;

/**
 * The drawing with plain strokes. Resvg does not know strokes that keep their width while the drawing around them is
 * scaled: each is made wider by as much as it will be made smaller, by the geometric mean of both directions.
 */
export function plainStrokes(svg: string): string {
  return svg.replace(innermost, (element, attributes: string, content: string) => {
    const scale = scaleOf(attributes);
    if (scale === undefined) return element;
    const wider = (_: string, before: string, width: string, after: string) =>
      `${before} stroke-width="${(Number(width) / scale).toFixed(3)}"${after}`;
    return `<svg${attributes}>${content.replace(keepsWidth, wider)}</svg>`;
  });
}

function scaleOf(attributes: string): number | undefined {
  const number = (name: string) => Number(new RegExp(`\\b${name}="([\\d.]+)"`).exec(attributes)?.[1]);
  const [, , across, down] =
    /viewBox="([^"]*)"/
      .exec(attributes)?.[1]
      ?.split(/[\s,]+/)
      .map(Number) ?? [];
  const scale = Math.sqrt((number('width') / across!) * (number('height') / down!));
  return Number.isFinite(scale) && scale > 0 ? scale : undefined;
}
