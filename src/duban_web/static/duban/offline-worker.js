// Keeps the pages below its address, and what they are made of, so that they open without a network. The server's answer comes first.
const SHELF = `kept ${self.registration.scope}`;
const BELOW = new URL(self.registration.scope).pathname;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  if (event.request.method !== "GET" || !(path.startsWith(BELOW) || path.startsWith("/static/"))) return;
  event.respondWith((async () => {
    const shelf = await caches.open(SHELF);
    try {
      const answer = await fetch(event.request);
      if (answer.ok && !answer.redirected) await shelf.put(event.request, answer.clone());
      return answer;
    } catch (problem) {
      // whatever the answer says it varies by: a page from another day is better than none
      const kept = await shelf.match(event.request, { ignoreVary: true });
      if (kept) return kept;
      throw problem;
    }
  })());
});
