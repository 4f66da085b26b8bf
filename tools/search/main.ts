// Writes dist/search.json: the words of every built page, by which the page of search finds them.

import { writeFileSync } from 'node:fs';
import { siteSections } from './site-sections.ts';

writeFileSync('dist/search.json', JSON.stringify(siteSections('dist')));
