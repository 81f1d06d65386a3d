// Keeps the app and what was seen with it, so that both open without signal.
const version = "__VERSION__";
const shell = `shell-${version}`;
const seen = "seen";
const files = ["/", "/help", "/privacy", "__FILES__"];
const patience = 4000;
const mostSeen = 300;

addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(shell).then((cache) => cache.addAll(files.map((file) => new Request(file, { cache: "reload" })))).then(() => skipWaiting()),
  );
});

addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name !== shell && name !== seen).map((name) => caches.delete(name))))
      .then(() => clients.claim()),
  );
});

const later = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function keep(name, request, response) {
  const cache = await caches.open(name);
  await cache.put(request, response);
  if (name !== seen) return;
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - mostSeen)).map((key) => cache.delete(key)));
}

// What is there now, if it comes soon; else what was there before.
async function fresh(event, name) {
  const request = event.request;
  const network = fetch(request).then((response) => {
    if (response.ok && !response.redirected) event.waitUntil(keep(name, request, response.clone()));
    if (response.status === 404 || response.status === 410) event.waitUntil(caches.open(name).then((cache) => cache.delete(request)));
    return response;
  });
  const before = await caches.match(request);
  if (!before) {
    try {
      return await network;
    } catch (error) {
      if (request.mode === "navigate") {
        const start = await caches.match("/");
        if (start) return start;
      }
      throw error;
    }
  }
  network.catch(() => {});
  return Promise.race([network.catch(() => before), later(patience).then(() => before)]);
}

// What never changes, and what is only worth fetching once.
async function once(event, name) {
  const before = await caches.match(event.request);
  if (before) return before;
  const response = await fetch(event.request);
  if (response.ok) event.waitUntil(keep(name, event.request, response.clone()));
  return response;
}

async function forget(path) {
  const cache = await caches.open(seen);
  const id = path.split("/")[2];
  const keys = await cache.keys();
  await Promise.all(keys.filter((key) => key.url.includes(id)).map((key) => cache.delete(key)));
}

addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST" && /^\/batch\/[^/]+\/delete$/.test(url.pathname)) event.waitUntil(forget(url.pathname));
  if (request.method !== "GET") return;
  if (url.pathname.startsWith("/assets/")) event.respondWith(once(event, shell));
  else if (/\/picture\.png$/.test(url.pathname)) event.respondWith(once(event, seen));
  else if (url.pathname.startsWith("/batch/") && request.mode !== "cors" && !url.pathname.endsWith("/delete")) event.respondWith(fresh(event, seen));
  else if (url.pathname.startsWith("/batch/") && request.headers.get("accept")?.includes("text/html")) event.respondWith(fresh(event, seen));
  else if (request.mode === "navigate" && !url.pathname.startsWith("/api/")) event.respondWith(fresh(event, files.includes(url.pathname) ? shell : seen));
});
