// This page opens without a network from now on. A worker sees a page from its second opening on, so what the first was made of is kept here.
async function keepOffline(worker, scope, more = []) {
  const shelves = navigator.serviceWorker;
  if (!shelves) return;
  const isSeen = Boolean(shelves.controller);
  const { scope: below } = await shelves.register(worker, { scope });
  if (isSeen) return;
  await shelves.ready;
  const parts = [...document.querySelectorAll("script[src], link[href]")].map((one) => one.src || one.href);
  await (await caches.open(`kept ${below}`)).addAll([location.href, ...parts, ...more]);
}
