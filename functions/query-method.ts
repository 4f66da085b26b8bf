const queries = new WeakSet<Request>();

/**
 * The same request by POST, where it comes by QUERY (RFC 10008): a question with a body that changes nothing, which is
 * what every POST here is. A client may then repeat it, and caches may keep its answer.
 */
export function asPost(request: Request): Request {
  if (request.method !== 'QUERY') return request;
  const post = new Request(request, { method: 'POST' });
  queries.add(post);
  return post;
}

/** The method by which a request came, for what is said of it. */
export function methodOf(request: Request): string {
  return queries.has(request) ? 'QUERY' : request.method;
}
