/** Lines of a page, each with its height on it. */
type Page = readonly (readonly [text: string, y: number])[];

const pages: readonly Page[] = [
  [
    ['Caffeine blocks receptors for adenosine, a molecule that makes us sleepy. It is no sub-', 720],
    ['stitute for sleep.', 706],
    ['The hippocampus turns short experiences into lasting memories.', 660],
  ],
  [['During deep sleep the brain replays the day.', 720]],
];

/** A PDF of two pages, written by hand from ISO 32000-1: two paragraphs on the first, one on the second. */
export function twoPages(): Uint8Array<ArrayBuffer> {
  const contents = pages.map((lines) => {
    const stream = lines.map(([text, y]) => `BT /F1 12 Tf 1 0 0 1 72 ${y} Tm (${text}) Tj ET`).join('\n');
    return `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`;
  });
  const kids = pages.map((_, index) => `${4 + 2 * index} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...contents.flatMap((content, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${5 + 2 * index} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
      content,
    ]),
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  file += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF`;
  return Uint8Array.from(new TextEncoder().encode(file));
}
