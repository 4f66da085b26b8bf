/**
 * Parameters that services add to a link, to track its users or to get past caches. They say nothing about what is
 * asked for.
 */
const addedByOthers = /^(utm_\w+|fbclid|gclid|_)$/;

/** The same request, sent to the tidied address. */
export function tidied(request: Request): Request {
  const url = tidiedUrl(request.url);
  return url === request.url ? request : new Request(url, request);
}

/** The address with one slash where there were several, no slash at the end, and without `addedByOthers`. */
export function tidiedUrl(address: string): string {
  const url = new URL(address);
  url.pathname = url.pathname.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
  const added = [...url.searchParams.keys()].filter((name) => addedByOthers.test(name));
  for (const name of added) url.searchParams.delete(name);
  return url.href;
}
