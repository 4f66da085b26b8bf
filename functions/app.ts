import { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { requestId } from 'hono/request-id';
import { validationError } from '../shared/api/validation.ts';
import { huggingFace } from './dialects/hugging-face.ts';
import { textEmbeddingsInference } from './dialects/text-embeddings-inference.ts';
import type { AppEnv } from './env.ts';
import type { Host } from './host.ts';
import { cacheFor, codingAware, contentEtag, dataHeaders, openCors } from './middleware/headers.ts';
import { readJson, takeBody } from './middleware/json-body.ts';
import { limitRate } from './middleware/limit-rate.ts';
import { onError, onMethodNotAllowed, onNotFound } from './middleware/on-error.ts';
import { pageNotFound } from './middleware/page-not-found.ts';
import { expectQuery } from './middleware/query.ts';
import { serverTiming } from './middleware/server-timing.ts';
import { oembed } from './oembed/route.ts';
import { openApiDocument } from './openapi.ts';
import { podcast } from './podcast/route.ts';
import { Resident } from './resident.ts';
import { attention } from './routes/attention.ts';
import { embeddings } from './routes/embeddings.ts';
import { fillMask } from './routes/fill-mask.ts';
import { heads } from './routes/heads.ts';
import { health } from './routes/health.ts';
import { models } from './routes/models.ts';
import { scoreAttribution } from './routes/score-attribution.ts';
import { similarity } from './routes/similarity.ts';
import { sweep } from './routes/sweep.ts';
import { tokenize } from './routes/tokenize.ts';
import { trace } from './routes/trace.ts';

/** The API around one model of its own; the Worker is one of its hosts. */
export function createApp(host: Host) {
  const base = new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (!result.success) throw validationError(result.error);
    },
  });
  const resident = new Resident(host);

  // The home page is a static page, but a client that took this address for the API's base sends a POST here, and then
  // the Worker says what is wrong. This line comes before the middleware, so that the page keeps the headers of pages.
  base.get('/', ({ env, req }) => env.ASSETS.fetch(req.raw));

  base.use(
    resides(resident),
    pageNotFound,
    requestId(),
    openCors,
    dataHeaders,
    contentEtag,
    codingAware,
    takeBody,
    serverTiming,
    limitRate,
    methodNotAllowed({ app: base, onMethodNotAllowed }),
  );
  base.use('/v1/*', expectQuery);
  base.use(readJson);
  base.use('/openapi.json', cacheFor(300));
  base.onError(onError);
  base.notFound(onNotFound);

  const app = base
    .route('/', embeddings)
    .route('/', similarity)
    .route('/', attention)
    .route('/', trace)
    .route('/', scoreAttribution)
    .route('/', fillMask)
    .route('/', sweep)
    .route('/', tokenize)
    .route('/', heads)
    .route('/', models)
    .route('/', health)
    .route('/', podcast)
    .route('/', oembed)
    .route('/', textEmbeddingsInference)
    .route('/', huggingFace);

  app.get('/openapi.json', (context) => context.json(openApiDocument(app)));
  return app;
}

/** Gives every handler the one resident model. */
function resides(resident: Resident): MiddlewareHandler<AppEnv> {
  return (context, next) => {
    context.set('resident', resident);
    return next();
  };
}

export type AppType = ReturnType<typeof createApp>;
