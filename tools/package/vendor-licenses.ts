import { existsSync, readFileSync } from 'node:fs';

const bundled = ['@xenova/transformers', '@huggingface/jinja', 'onnxruntime-web'];

/** Who made what is inside `vendor`, and on what terms; the full text where the package brings it. */
export function vendorLicenses(): string {
  return bundled.map(licenseOf).join(`\n\n${'-'.repeat(100)}\n\n`);
}

function licenseOf(folder: string): string {
  const { name, version, license, author, repository } = JSON.parse(read(folder, 'package.json'));
  const said = `${name} ${version}, by ${author.name ?? author}, ${license} License\n${repository.url ?? repository}`;
  return existsSync(path(folder, 'LICENSE')) ? `${said}\n\n${read(folder, 'LICENSE')}` : said;
}

const path = (folder: string, file: string) => `node_modules/${folder}/${file}`;
const read = (folder: string, file: string) => readFileSync(path(folder, file), 'utf8');
