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
      list.textContent = "";
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
          .then(function (hits) { if (mine === asked) show(Array.isArray(hits) ? hits : hits.hits || []); })
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
