/* Manis: a visit without a network. What is typed and photographed is kept on this phone and sent once when there is a
   network again. Loaded only where a visit is reported or waits to be sent; without it the form is sent as any other. */
(function () {
  "use strict";
  var box = document.querySelector("[data-visits]");
  if (!box || !window.indexedDB || !window.fetch || !window.Promise) return;
  var form = document.querySelector("form[data-visit]"), who = box.dataset.who, busy = false;
  // The one mark of being busy is the box's. It is busy until the store has answered and nothing is on its way: what was
  // kept is about to come back into the form, never over a later hand.
  var touched = {}, under = 0;
  function work(more) { under += more; box.setAttribute("aria-busy", under > 0 ? "true" : "false"); }
  work(1);
  if (form) form.addEventListener("input", function (e) { touched[e.target.name] = true; });
  var note = document.createElement("p");
  note.className = "notice move"; note.setAttribute("role", "status"); note.hidden = true;
  box.append(note);
  function say(words, tone) { note.className = "notice " + (tone || "move"); note.textContent = words; note.hidden = !words; }

  // The store: one row a visit, by address and person.
  function open() {
    return new Promise(function (yes, no) {
      var ask = indexedDB.open("manis-visits", 1);
      ask.onupgradeneeded = function () { ask.result.createObjectStore("visit", { keyPath: "id" }); };
      ask.onsuccess = function () { yes(ask.result); };
      ask.onerror = function () { no(ask.error); };
    });
  }
  function run(mode, make) {
    return open().then(function (db) {
      return new Promise(function (yes, no) {
        var tx = db.transaction("visit", mode), ask = make(tx.objectStore("visit"));
        tx.oncomplete = function () { db.close(); yes(ask.result); };
        tx.onerror = tx.onabort = function () { db.close(); no(tx.error); };
      });
    });
  }
  function put(row) { return run("readwrite", function (s) { return s.put(row); }); }
  function get(id) { return run("readonly", function (s) { return s.get(id); }); }
  function all() { return run("readonly", function (s) { return s.getAll(); }); }
  function drop(id) { return run("readwrite", function (s) { return s.delete(id); }); }

  function idOf(path) { return who + " " + path; }
  var path = form ? new URL(form.action).pathname : "";

  // What stands in the form now. The key of the first look stays: by it the authority knows the same report again.
  function read(ready, known) {
    var row = { id: idOf(path), who: who, path: path, key: known ? known.key : form.elements.idempotency_key.value, fields: [], files: [], ready: ready, at: Date.now(), name: form.dataset.visit };
    new FormData(form).forEach(function (value, name) {
      if (name === "csrf" || name === "idempotency_key") return;
      if (typeof value === "string") row.fields.push([name, value]);
      else if (value.size) row.files.push({ field: name, name: value.name, type: value.type, bytes: value });
    });
    // A page that was opened again shows no chosen files: those that were kept stay.
    if (!row.files.length && known) row.files = known.files;
    return row;
  }
  function fill(row) {
    row.fields.forEach(function (pair) {
      if (touched[pair[0]]) return;
      var same = form.querySelectorAll('[name="' + CSS.escape(pair[0]) + '"]');
      same.forEach(function (input) {
        if (input.type === "radio" || input.type === "checkbox") { if (input.value === pair[1]) input.checked = true; }
        else input.value = pair[1];
      });
    });
    row.files.forEach(function (f) {
      var input = form.querySelector('input[type="file"][name="' + CSS.escape(f.field) + '"]');
      if (!input || !window.DataTransfer || touched[f.field]) return;
      var list = new DataTransfer();
      row.files.forEach(function (g) { if (g.field === f.field) list.items.add(new File([g.bytes], g.name, { type: g.type })); });
      input.files = list.files;
    });
  }

  // Sends one row. The list is asked for the mark of today's session, whoever signed in since; then the report goes with
  // its own key: should an answer have been lost on the way, the same report is not taken twice.
  function send(row) {
    return fetch(box.dataset.list, { credentials: "same-origin", headers: { "X-Manis-Fresh": "1" }, cache: "no-store" }).then(function (r) {
      if (r.redirected || r.status === 404) return "sign-in";
      if (!r.ok) throw new Error("again");
      return r.text().then(function (text) {
        var fresh = new DOMParser().parseFromString(text, "text/html").querySelector('input[name="csrf"]');
        if (!fresh) return "sign-in";
        var body = new FormData();
        body.append("csrf", fresh.value); body.append("idempotency_key", row.key);
        row.fields.forEach(function (p) { body.append(p[0], p[1]); });
        row.files.forEach(function (f) { body.append(f.field, f.bytes, f.name); });
        return fetch(row.path, { method: "POST", body: body, credentials: "same-origin" });
      }).then(function (r) {
        if (typeof r === "string") return r;
        if (r.ok && r.redirected) return drop(row.id).then(function () { return { to: r.url }; });
        if (r.status === 422) return "wrong";
        if (r.status >= 500 || r.status === 429) throw new Error("again");
        return "gone";
      });
    });
  }
  function round() {
    if (busy) return;
    busy = true;
    work(1);
    function rest() { busy = false; work(-1); }
    all().then(function (rows) {
      rows = rows.filter(function (r) { return r.who === who && r.ready; });
      if (!rows.length) { rest(); return; }
      say(box.dataset.sending);
      return rows.reduce(function (before, row) {
        return before.then(function (last) {
          return send(row).then(function (said) {
            if (said && said.to) return row.path === path ? said : { sent: true };
            if (said === "wrong") {
              row.ready = false;
              return put(row).then(function () {
                // The authority says what is wrong: the form is sent the usual way and comes back with it.
                if (row.path === path) { fill(row); HTMLFormElement.prototype.submit.call(form); }
                return said;
              });
            }
            return said || last;
          });
        });
      }, Promise.resolve(null)).then(function (said) {
        rest();
        if (said && said.to) { location.href = said.to; return; }
        if (said === "sign-in") say(box.dataset.signIn, "wait");
        else if (said === "gone") say(box.dataset.gone, "stop");
        else if (said && said.sent) say(box.dataset.sent, "go");
        else if (said === "wrong") say(box.dataset.wrong, "stop");
      });
    }).catch(function () { rest(); say(box.dataset.kept, "wait"); });
  }

  var timer;
  if (form) {
    get(idOf(path)).then(function (row) {
      if (row && row.who === who) {
        fill(row);
        if (!row.ready) say(box.dataset.found);
      }
      form.addEventListener("input", function () {
        clearTimeout(timer);
        timer = setTimeout(function () {
          get(idOf(path)).then(function (known) { return put(read(false, known)); }).then(function () { say(box.dataset.draft); }).catch(function () { say(""); });
        }, 400);
      });
      form.addEventListener("submit", function (e) {
        e.preventDefault();
        clearTimeout(timer);
        get(idOf(path)).then(function (known) { return put(read(true, known)); }).then(function () {
          delete form.dataset.sent;
          if (navigator.onLine === false) say(box.dataset.kept, "wait"); else round();
        }).catch(function () { HTMLFormElement.prototype.submit.call(form); });
      });
      round();
      work(-1);
    }).catch(function () { work(-1); say(""); });
    // The page itself, so that it opens without a network. The worker keeps it; signing out throws it away.
    if (navigator.serviceWorker) {
      // Whoever is about to leave the office reads that the page will open out there; other words are not written over.
      navigator.serviceWorker.addEventListener("message", function (e) { if (e.data && e.data.kept && note.hidden) say(box.dataset.ready, "go"); });
      navigator.serviceWorker.register("/worker.js").then(function () { return navigator.serviceWorker.ready; }).then(function (w) {
        var urls = [location.pathname];
        document.querySelectorAll('link[rel="stylesheet"],link[rel="icon"],script[src]').forEach(function (e) { urls.push(e.href || e.src); });
        w.active.postMessage({ keep: urls });
      }).catch(function () { return null; });
    }
  } else { round(); work(-1); }
  window.addEventListener("online", function () { round(); });
  setInterval(function () { if (navigator.onLine !== false) round(); }, 30000);
})();
