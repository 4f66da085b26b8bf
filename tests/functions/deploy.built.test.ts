import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'deploy-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What wrangler would deploy, in its own words. */
async function dryRun(environment: string): Promise<string> {
  const options = ['deploy', '--dry-run', '--minify', `--env=${environment}`, '--outdir', join(folder, environment)];
  const wrangler = join(root, 'node_modules/wrangler/bin/wrangler.js');
  const { stdout } = await promisify(execFile)(process.execPath, [wrangler, ...options], { cwd: root });
  return stdout;
}

describe('what npm run deploy sends', () => {
  it('to the front: BERT-base, the static files, the other Worker and the rate limit', async () => {
    const said = await dryRun('');
    expect(said).toContain('env.MODEL ("bert-base-uncased")');
    expect(said).toContain('env.ASSETS');
    expect(said).toContain('env.SIBLING (understanding-bert-minilm)');
    expect(said).toContain('env.RATE_LIMIT (300 requests/60s)');
  });

  it('to the other: MiniLM, the static files and the same rate limit, and no way back', async () => {
    const said = await dryRun('minilm');
    expect(said).toContain('env.MODEL ("all-MiniLM-L6-v2")');
    expect(said).toContain('env.ASSETS');
    expect(said).not.toContain('env.SIBLING');
    expect(said).toContain('env.RATE_LIMIT (300 requests/60s)');
  });
});
