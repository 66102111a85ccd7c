// Keeps the gate's page, its script and its keys, so that passes are verified without a network. Nothing else is kept.
const KEPT = "gate-1";
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  if (event.request.method !== "GET" || !(path.startsWith("/registers/gate/") || path.startsWith("/static/"))) return;
  event.respondWith(
    fetch(event.request)
      .then((answer) => {
        if (answer.ok && !answer.redirected) {
          const copy = answer.clone();
          caches.open(KEPT).then((kept) => kept.put(event.request, copy));
        }
        return answer;
      })
      .catch(() => caches.match(event.request)),
  );
});
