// Keeps the pages of a visit, and what they are made of, so that they open without a line. The server's answer comes first.
const SHELF = "duban-visits-1";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  event.respondWith((async () => {
    const shelf = await caches.open(SHELF);
    try {
      const answer = await fetch(event.request);
      if (answer.ok && !answer.redirected) await shelf.put(event.request, answer.clone());
      return answer;
    } catch (problem) {
      const kept = await shelf.match(event.request);
      if (kept) return kept;
      throw problem;
    }
  })());
});
