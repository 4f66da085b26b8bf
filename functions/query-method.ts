/**
 * The same request by POST, where it comes by QUERY (RFC 10008): a question with a body that changes nothing, which is
 * what every POST here is. A client may then repeat it, and caches may keep its answer.
 */
export function asPost(request: Request): Request {
  return request.method === 'QUERY' ? new Request(request, { method: 'POST' }) : request;
}
