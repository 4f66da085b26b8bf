/** Parameters that others add to a link, to follow those who use it or to get past caches; they say nothing about what is asked for. */
const addedByOthers = /^(utm_\w+|fbclid|gclid|_)$/;

/** The same request as if it had been sent to the address that was meant. */
export function tidied(request: Request): Request {
  const url = tidiedUrl(request.url);
  return url === request.url ? request : new Request(url, request);
}

/** One slash where there are several, none at the end, and no parameters that others add to links. */
export function tidiedUrl(address: string): string {
  const url = new URL(address);
  url.pathname = url.pathname.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
  const added = [...url.searchParams.keys()].filter((name) => addedByOthers.test(name));
  for (const name of added) url.searchParams.delete(name);
  return url.href;
}
