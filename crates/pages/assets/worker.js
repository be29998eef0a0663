/* Manis: keeps the page of a visit that was opened, and what it needs to be drawn, for when there is no network.
   Asks the network first, always; nothing else is ever answered from here. */
"use strict";
var STORE = "manis-visit-pages";
self.addEventListener("install", function () { self.skipWaiting(); });
self.addEventListener("activate", function (e) { e.waitUntil(self.clients.claim()); });
self.addEventListener("message", function (e) {
  if (e.data && e.data.keep) {
    e.waitUntil(caches.open(STORE).then(function (store) {
      return Promise.all(e.data.keep.map(function (url) {
        return fetch(url, { credentials: "same-origin" }).then(function (r) { return r.ok && !r.redirected && store.put(url, r).then(function () { return true; }); }).catch(function () { return false; });
      }));
    }).then(function (put) { if (put.every(Boolean)) e.source.postMessage({ kept: true }); }));
  }
  if (e.data && e.data.forget) e.waitUntil(caches.delete(STORE));
});
self.addEventListener("fetch", function (e) {
  var request = e.request, url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === "POST" && url.pathname === "/sign-out") { e.waitUntil(caches.delete(STORE)); return; }
  if (request.method !== "GET" || request.headers.get("X-Manis-Fresh")) return;
  var visit = request.mode === "navigate" && /^\/applications\/[^/]+\/acts\/inspection_report$/.test(url.pathname);
  if (!visit && url.pathname.indexOf("/assets/") !== 0) return;
  e.respondWith(fetch(request).then(function (r) {
    if (visit && r.ok && !r.redirected) {
      var copy = r.clone();
      e.waitUntil(caches.open(STORE).then(function (store) { return store.put(url.pathname, copy); }));
    }
    return r;
  }).catch(function (error) {
    return caches.open(STORE).then(function (store) { return store.match(visit ? url.pathname : request); }).then(function (kept) {
      if (kept) return kept;
      throw error;
    });
  }));
});
