// Puts the hashes of the built pages' inline scripts into dist/_headers: no other inline script may run.

import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { inlineScriptHashes, withScriptHashes } from './script-hashes.ts';

const pages = globSync('dist/**/*.html').map((path) => readFileSync(path, 'utf8'));
const headers = readFileSync('dist/_headers', 'utf8');
writeFileSync('dist/_headers', withScriptHashes(headers, inlineScriptHashes(pages)));
