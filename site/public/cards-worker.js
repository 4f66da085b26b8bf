// Keeps the page of the cards and all that it loads, so that it opens without a connection; no other page is touched.
// The build puts the files and a name for this very set of them in place of the braces.
const files = ['{files}'];
const cacheName = 'cards-{version}';
const page = '/cards';

addEventListener('install', (event) => {
  skipWaiting();
  event.waitUntil(keepFiles());
});

addEventListener('activate', (event) => {
  event.waitUntil(dropOldFiles().then(() => clients.claim()));
});

addEventListener('fetch', (event) => {
  const { mode, method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== location.origin) return;
  if (mode === 'navigate') event.respondWith(fetch(event.request).catch(() => kept(page)));
  else if (files.includes(pathname)) event.respondWith(kept(pathname).then((file) => file ?? fetch(event.request)));
});

async function keepFiles() {
  const cache = await caches.open(cacheName);
  await cache.addAll(files.map((file) => new Request(file, { cache: 'no-cache' })));
}

async function dropOldFiles() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('cards-') && name !== cacheName).map((name) => caches.delete(name)));
}

function kept(file) {
  return caches.match(file, { cacheName });
}
