import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { headerLength } from '../../shared/tensors/safetensors.ts';
import { shownAnswer } from '../../site/api-reference/shown-answer.ts';

/**
 * What the page of the API shows as the answer to an example: what its curl command prints, or the header of the
 * safetensors file that it saves.
 * @param command the command, as the page has it, for the API that listens
 * @throws Error where the command fails, or leaves neither
 */
export async function answerTo(command: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'example-'));
  try {
    const { stdout } = await promisify(execFile)('sh', ['-c', command], { cwd: folder });
    return `${shownAnswer(JSON.parse(stdout || savedHeader(folder)))}\n`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function savedHeader(folder: string): string {
  const [name] = readdirSync(folder);
  if (name === undefined) throw new Error('expected an answer printed or saved, found neither');
  const file = readFileSync(join(folder, name));
  return file.toString('utf8', 8, 8 + headerLength(file));
}
