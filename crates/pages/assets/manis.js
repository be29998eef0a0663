/* Manis: what a script adds. Every page works without it. */
(function () {
  "use strict";
  // Species suggestions: the ARIA combobox pattern, 250 ms after the last key, nothing from outside.
  document.querySelectorAll("[data-species]").forEach(function (box, n) {
    var input = box.querySelector("input"), timer, at = -1, asked = 0;
    var list = document.createElement("ul"), live = document.createElement("p");
    list.id = "species-" + n; list.hidden = true; list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", (document.querySelector('label[for="' + input.id + '"]') || input).textContent);
    live.className = "away"; live.setAttribute("role", "status");
    input.setAttribute("role", "combobox"); input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id); input.setAttribute("aria-expanded", "false");
    box.append(list, live);
    function close() { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); }
    function mark(i) {
      var all = list.children;
      if (!all.length) return;
      at = (i + all.length) % all.length;
      for (var k = 0; k < all.length; k++) all[k].setAttribute("aria-selected", k === at ? "true" : "false");
      input.setAttribute("aria-activedescendant", all[at].id);
      all[at].scrollIntoView({ block: "nearest" });
    }
    function take(i) { var item = list.children[i]; if (item) { input.value = item.dataset.name; close(); } }
    function show(hits) {
      var typed = input.value.trim().toLowerCase();
      list.textContent = "";
      // A whole name needs no help, and a list that opens late would lie over the button one is about to press.
      if (hits.some(function (hit) { return (hit.accepted || hit.name).toLowerCase() === typed; })) { close(); return; }
      hits.forEach(function (hit, i) {
        var li = document.createElement("li"), name = document.createElement("i"), more = document.createElement("small");
        li.id = list.id + "-" + i; li.setAttribute("role", "option"); li.setAttribute("aria-selected", "false");
        li.dataset.name = hit.accepted || hit.name;
        name.className = "taxon"; name.lang = "la"; name.dir = "ltr"; name.textContent = hit.name;
        more.textContent = [hit.accepted && hit.accepted !== hit.name ? "= " + hit.accepted : "", hit.common, hit.appendix].filter(Boolean).join(" · ");
        li.append(name, more);
        li.addEventListener("mousedown", function (e) { e.preventDefault(); take(i); input.focus(); });
        list.append(li);
      });
      list.hidden = !hits.length;
      input.setAttribute("aria-expanded", hits.length ? "true" : "false");
      live.textContent = hits.length ? box.dataset.many.replace("#", hits.length) : box.dataset.none;
      at = -1;
    }
    input.addEventListener("input", function () {
      clearTimeout(timer);
      var text = input.value.trim(), mine = ++asked;
      if (text.length < 2) { close(); return; }
      timer = setTimeout(function () {
        fetch(box.dataset.species + "?limit=8&lang=" + document.documentElement.lang + "&q=" + encodeURIComponent(text), { credentials: "same-origin" })
          .then(function (r) { return r.ok ? r.json() : []; })
          // An answer that comes after the reader has gone on opens nothing.
          .then(function (hits) { if (mine === asked && document.activeElement === input) show(Array.isArray(hits) ? hits : hits.hits || []); })
          .catch(close);
      }, 250);
    });
    input.addEventListener("keydown", function (e) {
      if (list.hidden) return;
      if (e.key === "ArrowDown") { e.preventDefault(); mark(at + 1); }
      else if (e.key === "ArrowUp") { e.preventDefault(); mark(at - 1); }
      else if (e.key === "Enter" && at >= 0) { e.preventDefault(); take(at); }
      else if (e.key === "Escape") { e.preventDefault(); close(); }
    });
    input.addEventListener("blur", function () { setTimeout(close, 100); });
  });
  // Camera: only where the browser itself can read codes.
  document.querySelectorAll("[data-scan]").forEach(function (box) {
    if (!("BarcodeDetector" in window) || !navigator.mediaDevices) return;
    var button = document.createElement("button"), video = document.createElement("video"), note = document.createElement("p");
    var stream = null, form = document.getElementById("check-form");
    button.type = "button"; button.className = "button full"; button.textContent = box.dataset.start;
    video.muted = true; video.playsInline = true; video.hidden = true; note.setAttribute("role", "status");
    box.className = "scan on"; box.append(button, video, note);
    function stop() { if (stream) stream.getTracks().forEach(function (t) { t.stop(); }); stream = null; video.hidden = true; button.textContent = box.dataset.start; }
    button.addEventListener("click", function () {
      if (stream) { stop(); return; }
      navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }).then(function (s) {
        var reader = new window.BarcodeDetector({ formats: ["qr_code"] });
        stream = s; video.srcObject = s; video.hidden = false; button.textContent = box.dataset.stop;
        video.play();
        (function look() {
          if (!stream) return;
          reader.detect(video).then(function (found) {
            if (found.length) { form.elements.code.value = found[0].rawValue; stop(); form.requestSubmit(); }
            else setTimeout(look, 200);
          }).catch(function () { setTimeout(look, 500); });
        })();
      }).catch(function () { note.textContent = box.dataset.fail; });
    });
  });
  // Files go in parts and go on after a cut; without this script the form sends them whole.
  document.querySelectorAll("form[data-upload]").forEach(function (form) {
    if (!window.fetch || !window.Blob || !Blob.prototype.slice) return;
    var bar = document.createElement("progress"), note = document.createElement("p"), busy = false;
    bar.hidden = true; bar.max = 100; note.setAttribute("role", "status");
    form.append(bar, note);
    function send(to, fields) {
      var body = new FormData();
      body.append("csrf", form.elements.csrf.value);
      Object.keys(fields).forEach(function (k) { body.append(k, fields[k]); });
      return fetch(to, { method: "POST", body: body, credentials: "same-origin", headers: { "Accept": "application/json" } });
    }
    form.addEventListener("submit", function (e) {
      var photo = form.elements.photo && form.elements.photo.files[0], file = form.elements.file.files[0] || photo;
      if (busy) { e.preventDefault(); e.stopImmediatePropagation(); return; }
      if (!file || file.size < 262144) return;
      e.preventDefault(); e.stopImmediatePropagation(); busy = true; bar.hidden = false; bar.value = 0;
      var kind = photo === file ? "photo" : form.elements.kind.value, replaces = form.elements.replaces ? form.elements.replaces.value : "";
      function fail() { busy = false; bar.hidden = true; note.textContent = form.dataset.failed; }
      function at(to, offset, part, tries) {
        var end = Math.min(offset + part, file.size);
        note.textContent = form.dataset.going;
        send(to, { offset: offset, part: file.slice(offset, end) }).then(function (r) {
          if (r.status >= 500 || r.status === 429) throw new Error("again");
          return r.ok ? r.json() : null;
        }).then(function (state) {
          if (!state) { fail(); return; }
          bar.value = 100 * state.received / state.size;
          if (state.done) location.href = form.action; else at(to, state.received, part, 0);
        }).catch(function () {
          if (tries > 60) { fail(); return; }
          note.textContent = form.dataset.cut;
          setTimeout(function () { at(to, offset, part, tries + 1); }, Math.min(1000 * (tries + 1), 10000));
        });
      }
      send(form.dataset.upload, { name: file.name, size: file.size, kind: kind, replaces: replaces })
        .then(function (r) { return r.ok ? r.json() : null; })
        .then(function (state) { if (state) at(form.dataset.upload + "/" + state.id, state.received, state.part, 0); else { busy = false; HTMLFormElement.prototype.submit.call(form); } })
        .catch(fail);
    });
  });
  // A visit without a network has a script of its own, for the pages that need it.
  if (document.querySelector("[data-visits]")) {
    var own = document.querySelector('script[src*="manis.js"]'), field = document.createElement("script");
    field.src = own.src.replace("manis.js", "field.js"); field.nonce = own.nonce;
    document.head.append(field);
  }
  // An open menu closes when one clicks elsewhere or presses Escape.
  document.addEventListener("click", function (e) {
    document.querySelectorAll("details.menu[open]").forEach(function (d) { if (!d.contains(e.target)) d.open = false; });
  });
  document.addEventListener("keydown", function (e) {
    if (e.key !== "Escape") return;
    document.querySelectorAll("details.menu[open]").forEach(function (d) { d.open = false; d.querySelector("summary").focus(); });
  });
  // The summary of errors is read first; a form is sent once.
  var errors = document.getElementById("errors");
  if (errors) errors.focus();
  document.addEventListener("submit", function (e) {
    if (e.target.dataset.sent) { e.preventDefault(); return; }
    if (e.target.method === "post") { e.target.dataset.sent = "1"; setTimeout(function () { delete e.target.dataset.sent; }, 4000); }
  });
})();
