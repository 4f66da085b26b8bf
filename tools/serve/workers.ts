import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Miniflare, type MiniflareOptions } from 'miniflare';
import { experimental_readRawConfig, unstable_readConfig } from 'wrangler';
import type { ModelId } from '../../shared/api/served-models.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface ServeOptions {
  readonly port: number;
  /** Where to listen: this machine alone, unless another address is named. */
  readonly host?: string;
  /** What `npm run bundle` wrote. */
  readonly bundle?: string;
  /** Static files: the site, and models/<id>/. */
  readonly assets?: string;
  /** Units of work a minute for one address; no limit where absent, whatever wrangler.toml says. */
  readonly unitsPerMinute?: number;
  /** Further Workers, bound to the front one, which spreads requests over those of one model. */
  readonly siblings?: readonly SiblingOptions[];
  /** Opens the inspector of both isolates, on a free port. */
  readonly inspect?: boolean;
  /** Is told each line that the Workers and their runtime log; absent: they are printed. */
  readonly onLog?: (message: string) => void;
}

export interface SiblingOptions {
  readonly model: ModelId;
  /** What it runs, where that is not what the others run. */
  readonly bundle?: string;
}

export interface Served {
  readonly url: URL;
  /** Where the inspector listens; undefined where it was not asked for. */
  readonly inspector: URL | undefined;
  readonly stop: () => Promise<void>;
}

interface Service {
  readonly binding: string;
  readonly service: string;
}

type Worker = NonNullable<MiniflareOptions['workers']>[number];
type Binding = [name: string, binding: NonNullable<Worker['config']['env']>[string]];

/**
 * Starts every Worker of wrangler.toml as built, and further ones where asked, each with its model, bound to each other and to the static files, in one Miniflare.
 * Everything else (flags, routes, bindings) is read from wrangler.toml.
 * @throws Error naming what has not been built, or the port that is taken.
 */
export async function serveWorkers(options: ServeOptions): Promise<Served> {
  const bundle = options.bundle ?? join(root, 'build/worker');
  const assets = options.assets ?? join(root, 'dist');
  const modules = readModules(bundle);
  const { siblings = [], onLog } = options;
  const miniflare = new Miniflare({
    host: options.host ?? '127.0.0.1',
    port: options.port,
    ...(options.inspect && { inspectorPort: 0 }),
    ...(onLog && { handleStructuredLogs: ({ message }: { message: string }) => onLog(message) }),
    workers: [
      worker(undefined, assets, modules, [...rateLimit(options), ...siblingBindings(siblings)]),
      ...environments().map((name) => worker(name, assets, modules, rateLimit(options))),
      ...siblings.map((sibling, index) => furtherWorker(sibling, index, assets, modules, rateLimit(options))),
    ],
  });
  try {
    const url = await miniflare.ready;
    const inspector = options.inspect ? await miniflare.getInspectorURL() : undefined;
    return { url, inspector, stop: () => miniflare.dispose() };
  } catch (cause) {
    await miniflare.dispose();
    throw cause;
  }
}

type Modules = Record<string, { type: 'esm' | 'wasm'; contents: Uint8Array<ArrayBuffer> }>;

const moduleTypes: Readonly<Record<string, 'esm' | 'wasm'>> = { js: 'esm', wasm: 'wasm' };

function readModules(bundle: string): Modules {
  const modules: Modules = {};
  for (const name of listFolder(bundle)) {
    const type = moduleTypes[name.split('.').at(-1) ?? ''];
    if (type !== undefined) modules[name] = { type, contents: new Uint8Array(readFileSync(join(bundle, name))) };
  }
  if (modules['index.js'] === undefined) throw new Error(`${bundle}: expected index.js, run "npm run build" first`);
  return modules;
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    throw new Error(`${folder}: expected the built Worker, found no folder; run "npm run build" first`, { cause });
  }
}

/** The environments of wrangler.toml, each a Worker behind the front one. */
function environments(): string[] {
  const { rawConfig } = experimental_readRawConfig({ config: join(root, 'wrangler.toml') });
  return Object.keys(rawConfig.env ?? {});
}

/** One Worker of wrangler.toml: the top level, or one of its environments. */
function worker(
  environment: string | undefined,
  assetsFolder: string,
  modules: Modules,
  extraBindings: readonly Binding[],
): Worker {
  const config = unstable_readConfig({ config: join(root, 'wrangler.toml'), env: environment }, { hideWarnings: true });
  const vars = Object.entries(config.vars).map(([name, value]) => [
    name,
    typeof value === 'string' ? { type: 'text', value } : { type: 'json', value },
  ]);
  const services = (config.services ?? []).map(({ binding, service }: Service) => [
    binding,
    { type: 'worker', worker: service },
  ]);
  const { binding, run_worker_first: runWorkerFirst, not_found_handling: notFoundHandling } = config.assets ?? {};
  return {
    config: {
      name: expectSetting('name', config.name),
      type: 'worker',
      compatibilityDate: expectSetting('compatibility_date', config.compatibility_date),
      compatibilityFlags: config.compatibility_flags,
      manifest: { mainModule: 'index.js', modulesRoot: root, modules },
      env: Object.fromEntries([
        ...vars,
        ...services,
        [expectSetting('assets.binding', binding), { type: 'assets' }],
        ...extraBindings,
      ]),
      assets: { directory: assetsFolder, hasUserWorker: true, runWorkerFirst, notFoundHandling },
    },
  };
}

/** The front Worker's bindings to further ones, as wrangler.toml would have them. */
function siblingBindings(siblings: readonly SiblingOptions[]): Binding[] {
  if (siblings.length === 0) return [];
  const services = siblings.map(
    (_, index): Binding => [`SIBLING_${index + 1}`, { type: 'worker', worker: siblingName(index) }],
  );
  return [['SIBLINGS', { type: 'json', value: siblings.map(({ model }) => model) }], ...services];
}

/** A Worker as MiniLM's, which is bound to no other, with a name and a model of its own. */
function furtherWorker(
  { model, bundle }: SiblingOptions,
  index: number,
  assets: string,
  modules: Modules,
  extraBindings: readonly Binding[],
): Worker {
  const modulesOfIts = bundle === undefined ? modules : readModules(bundle);
  const { config } = worker('minilm', assets, modulesOfIts, [
    ...extraBindings,
    ['MODEL', { type: 'text', value: model }],
  ]);
  return { config: { ...config, name: siblingName(index) } };
}

const siblingName = (index: number): string => `sibling-${index + 1}`;

/** The limiter that wrangler.toml names, with a limit of one's own. */
function rateLimit({ unitsPerMinute: limit }: ServeOptions): Binding[] {
  if (limit === undefined) return [];
  return [['RATE_LIMIT', { type: 'rate-limit', namespace: '1001', simple: { limit, period: 60 } }]];
}

function expectSetting<T>(name: string, value: T | undefined): T {
  if (value !== undefined) return value;
  throw new Error(`wrangler.toml: expected ${name}, found nothing`);
}
