import { describe, expect, it } from 'vitest';
import { inlineScriptHashes, withScriptHashes } from '../../tools/build/script-hashes.ts';

describe('inlineScriptHashes', () => {
  it('gives the SHA-256 of each inline script once, and nothing for scripts with an address', () => {
    const page = `<script>alert(1)</script><script type="module" src="/a.js"></script>`;
    expect(inlineScriptHashes([page, page])).toEqual([`'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='`]);
  });
});

describe('withScriptHashes', () => {
  const headers = '# {script-hashes} below\n/*\n  Content-Security-Policy: script-src {script-hashes};\n';

  it('fills the policy and leaves the rest', () => {
    expect(withScriptHashes(headers, ["'a'", "'b'"])).toBe(
      "# {script-hashes} below\n/*\n  Content-Security-Policy: script-src 'a' 'b';\n",
    );
  });

  it('fills every policy, where some pages have one of their own', () => {
    const two = `${headers}/embed/*\n  Content-Security-Policy: script-src {script-hashes}; frame-ancestors *\n`;
    expect(withScriptHashes(two, ["'a'"]).match(/script-src 'a';/g)).toHaveLength(2);
    expect(() => withScriptHashes(two, ['x'.repeat(1965)])).toThrow('at most 2000 characters');
  });

  it('refuses a file without a place, and a line that is too long for Cloudflare', () => {
    expect(() => withScriptHashes('/*\n', [])).toThrow('expected a line with {script-hashes}');
    expect(() => withScriptHashes(headers, ['x'.repeat(2000)])).toThrow('at most 2000 characters');
  });
});
