/**
 * The heart of a function, as in its file but without its indentation: the whole function where it has at most `most`
 * lines, else its body, else the longest statement of the body. One formatter lays out all files, so a function begins
 * and ends at the left edge, and its body is indented by two spaces.
 * @throws Error where the file has no such function, or where even its longest statement is too long
 */
export function codeExcerpt(source: string, name: string, most: number): string {
  const whole = functionLines(source, name);
  if (whole.length <= most) return whole.join('\n');
  const body = whole.slice(whole.findIndex((line) => line.endsWith('{') && !line.startsWith(' ')) + 1, -1);
  const fitting = [body, longest(statements(body))].find((lines) => lines.length <= most);
  if (!fitting) throw new Error(`${name}: expected a statement of at most ${most} lines, found none`);
  return fitting.map((line) => line.slice(2)).join('\n');
}

/** The lines of a function from its first to its closing brace, without the comment above. */
function functionLines(source: string, name: string): string[] {
  const lines = source.split('\n');
  const start = lines.findIndex((line) => new RegExp(`^(export )?function\\*? ${name}\\(`).test(line));
  const length = lines.slice(start).indexOf('}') + 1;
  if (start < 0 || length === 0) throw new Error(`expected a function ${name}, found none`);
  return lines.slice(start, start + length);
}

/** A line indented by two spaces begins a statement, unless it closes one. */
function statements(body: readonly string[]): string[][] {
  const found: string[][] = [];
  for (const line of body) {
    if (/^ {2}[^ })\]]/.test(line)) found.push([line]);
    else found.at(-1)?.push(line);
  }
  return found;
}

function longest(parts: readonly string[][]): string[] {
  return parts.reduce((most, part) => (part.length > most.length ? part : most), []);
}
