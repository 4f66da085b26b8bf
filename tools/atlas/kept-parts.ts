import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

/** Finished parts of a long measurement, in a folder, so that one that was stopped can go on. */
export class KeptParts {
  readonly #folder: string;

  /**
   * @param of what the parts are of; parts of anything else are thrown away
   */
  constructor(folder: string, of: string) {
    this.#folder = folder;
    const label = join(folder, 'of.txt');
    if (existsSync(label) && readFileSync(label, 'utf8') !== of) this.remove();
    mkdirSync(folder, { recursive: true });
    writeFileSync(label, of);
  }

  read<Part>(name: string): Part | undefined {
    const file = join(this.#folder, name);
    return existsSync(file) ? deserialize(readFileSync(file)) : undefined;
  }

  /** Whole or not at all, wherever the process is stopped. */
  write(name: string, part: unknown): void {
    const file = join(this.#folder, name);
    writeFileSync(`${file}.new`, serialize(part));
    renameSync(`${file}.new`, file);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
