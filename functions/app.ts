import { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { requestId } from 'hono/request-id';
import { validationError } from '../shared/api/validation.ts';
import type { AppEnv } from './env.ts';
import type { Host } from './host.ts';
import { cacheFor, codingAware, contentEtag, dataHeaders, openCors } from './middleware/headers.ts';
import { readJson, takeBody } from './middleware/json-body.ts';
import { limitRate } from './middleware/limit-rate.ts';
import { onError, onMethodNotAllowed, onNotFound } from './middleware/on-error.ts';
import { pageNotFound } from './middleware/page-not-found.ts';
import { serverTiming } from './middleware/server-timing.ts';
import { openApiDocument } from './openapi.ts';
import { podcast } from './podcast/route.ts';
import { Resident } from './resident.ts';
import { attention } from './routes/attention.ts';
import { embeddings } from './routes/embeddings.ts';
import { fillMask } from './routes/fill-mask.ts';
import { health } from './routes/health.ts';
import { models } from './routes/models.ts';
import { tokenize } from './routes/tokenize.ts';
import { trace } from './routes/trace.ts';

/** The API with a model of its own, for the Worker, and for whatever else can be its host. */
export function createApp(host: Host) {
  const base = new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (!result.success) throw validationError(result.error);
    },
  });
  const resident = new Resident(host);

  // A static page like the others, but a client that was given this address as its base sends a POST here: then the Worker
  // says what is wrong. This comes before the middleware, so that the page keeps the headers of pages.
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
  base.use(readJson);
  base.use('/openapi.json', cacheFor(300));
  base.onError(onError);
  base.notFound(onNotFound);

  const app = base
    .route('/', embeddings)
    .route('/', attention)
    .route('/', trace)
    .route('/', fillMask)
    .route('/', tokenize)
    .route('/', models)
    .route('/', health)
    .route('/', podcast);

  app.get('/openapi.json', (context) => context.json(openApiDocument(app)));
  return app;
}

/** Gives every handler the one model of this app. */
function resides(resident: Resident): MiddlewareHandler<AppEnv> {
  return (context, next) => {
    context.set('resident', resident);
    return next();
  };
}

export type AppType = ReturnType<typeof createApp>;
