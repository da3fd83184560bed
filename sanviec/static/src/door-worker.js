// Keeps the files of the offline door so that the page opens without network. It keeps no names:
// those stand in the page's own store. TOLD comes from the server: version, page, files.
"use strict";

const told = self.TOLD;
const kept = `cua-${told.version}`;

self.addEventListener("install", (event) => {
  const all = [told.page, ...told.files].map((url) => new Request(url, { cache: "reload" }));
  event.waitUntil(
    caches
      .open(kept)
      .then((cache) => cache.addAll(all))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  const isOld = (name) => name.startsWith("cua-") && name !== kept;
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const isKept = url.pathname === told.page || told.files.includes(url.pathname);
  if (event.request.method !== "GET" || url.origin !== self.location.origin || !isKept) {
    return;
  }
  // What is kept answers first: a door must not wait for a network that comes and goes.
  const answer = caches.open(kept).then((cache) => cache.match(url.pathname));
  event.respondWith(answer.then((found) => found || fetch(event.request)));
});
