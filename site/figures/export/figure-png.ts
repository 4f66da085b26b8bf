import type { FigureSource } from './figure-source.ts';
import { figureSvg } from './figure-svg.ts';

/** Device pixels for one CSS pixel. */
const scale = 2;

/** A figure as it is on the page, as a PNG file. @throws Error where the browser cannot draw its SVG */
export async function figurePng(figure: Element, source: FigureSource): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([figureSvg(figure, source)], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    return await drawn(image);
  } finally {
    URL.revokeObjectURL(address);
  }
}

function drawn(image: HTMLImageElement): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(image.naturalWidth * scale);
  canvas.height = Math.ceil(image.naturalHeight * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    const take = (blob: Blob | null) => (blob ? resolve(blob) : reject(new Error('expected a PNG, found none')));
    canvas.toBlob(take, 'image/png');
  });
}
