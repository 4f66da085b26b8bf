// What the Worker's bundle takes for zod: all but its error messages in fifty languages, a quarter of the bundle and half a
// mebibyte of every isolate. Zod's own index exports them as one object, which no bundler can leave out. The alias stands in
// wrangler.toml; everything else, types included, reads zod itself.

export * from '../../node_modules/zod/v4/classic/checks.js';
export * from '../../node_modules/zod/v4/classic/compat.js';
export * from '../../node_modules/zod/v4/classic/errors.js';
export * from '../../node_modules/zod/v4/classic/parse.js';
export * from '../../node_modules/zod/v4/classic/schemas.js';
export { $brand, config, NEVER } from '../../node_modules/zod/v4/core/core.js';
export * from '../../node_modules/zod/v4/core/errors.js';
export { toJSONSchema } from '../../node_modules/zod/v4/core/json-schema-processors.js';
export { $input, $output, globalRegistry, registry } from '../../node_modules/zod/v4/core/registries.js';
export * as z from './zod-without-locales.mjs';
