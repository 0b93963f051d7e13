/* The service worker of the diagnosis. MADE_OF comes from the portal (views/offline.py).

   It keeps one page, what that page loads and the list of communes: nothing of anybody. Every other page
   always comes from the network; without network, the pages of the diagnosis lead to the one kept. */

const SHELLS = "survey-shell-";
const SHELL = SHELLS + MADE_OF.release;
const PATIENCE_MS = 4000;
const KEY = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
const KEPT = [...MADE_OF.assets, MADE_OF.communes];

async function keepRelease() {
  const cache = await caches.open(SHELL);
  await cache.addAll(KEPT.map((address) => new Request(address, { cache: "no-cache" })));
  // Signed out, the portal would answer with another page.
  const page = await fetch(MADE_OF.page, { cache: "no-store", redirect: "error" });
  if (!page.ok) throw new Error(`the page answered ${page.status}`);
  await cache.put(MADE_OF.page, page);
}

async function dropOthers() {
  for (const name of await caches.keys()) {
    if (name.startsWith(SHELLS) && name !== SHELL) await caches.delete(name);
  }
  await self.clients.claim();
}

async function kept(address) {
  return (await caches.open(SHELL)).match(address, { ignoreVary: true, ignoreSearch: true });
}

function patience() {
  return new Promise((resolve) => {
    setTimeout(resolve, PATIENCE_MS);
  });
}

/* Keep a newer page of this same release; one of the next comes with its own worker and files. */
async function keepNewer(response) {
  if (!response.ok || !(await response.clone().text()).includes(`data-release="${MADE_OF.release}"`)) return;
  await (await caches.open(SHELL)).put(MADE_OF.page, response);
}

/* The page from the portal, else the one kept: at once without network, soon with a bad one. */
async function page(event) {
  const answer = fetch(event.request);
  event.waitUntil(answer.then((response) => keepNewer(response.clone())).catch(() => {}));
  const late = patience().then(() => kept(MADE_OF.page));
  try {
    const found = (await Promise.race([answer, late])) ?? (await answer);
    return found.status >= 500 ? ((await kept(MADE_OF.page)) ?? found) : found;
  } catch {
    return (await kept(MADE_OF.page)) ?? Response.error();
  }
}

/* Any other page: without network, the one kept, at the same diagnosis if the device has it. */
async function elsewhere(request) {
  try {
    return await fetch(request);
  } catch {
    const [key = ""] = request.url.match(KEY) ?? [];
    return Response.redirect(`${MADE_OF.page}#/${key}`);
  }
}

async function asset(request, address) {
  return (await kept(address)) ?? fetch(request);
}

self.addEventListener("install", (event) => {
  event.waitUntil(keepRelease().then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil(dropOthers()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    const isPage = url.pathname === MADE_OF.page && request.method === "GET";
    event.respondWith(isPage ? page(event) : elsewhere(request));
  } else if (KEPT.includes(url.pathname)) {
    event.respondWith(asset(request, url.pathname));
  }
});
