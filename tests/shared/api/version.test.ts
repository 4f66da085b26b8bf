import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { apiVersion } from '../../../shared/api/version.ts';

it('the API has the version of the project', () => {
  expect(apiVersion).toBe(JSON.parse(readFileSync('package.json', 'utf8')).version);
});
