// Citations open the proof beside the answer; everything shown comes from this server.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const english = () => document.documentElement.lang.startsWith("en");
  const phone = () => window.matchMedia("(max-width: 899px)").matches;
  let opener = null;

  // The proof panel
  function panel() { return document.querySelector(".bq-panel"); }

  function openSheet(from) {
    opener = from;
    panel().classList.add("bq-open");
    if (phone()) {
      document.body.classList.add("bq-held-still");
      panel().querySelector("h2").focus({ preventScroll: true });
    }
  }

  function closeSheet() {
    if (!panel()?.classList.contains("bq-open")) return;
    panel().classList.remove("bq-open");
    document.body.classList.remove("bq-held-still");
    if (opener?.isConnected) opener.focus({ preventScroll: true });
  }

  function showProof(nodes, from) {
    const body = byId("bq-proof");
    body.replaceChildren(...nodes);
    document.querySelectorAll("[aria-pressed=true]").forEach((e) => e.removeAttribute("aria-pressed"));
    if (from) { from.setAttribute("aria-pressed", "true"); openSheet(from); }
    settle(body);
    body.scrollTop = 0;
  }

  function templateOf(id) {
    const found = id && byId(id);
    return found ? [found.content.cloneNode(true)] : [];
  }

  // Zoom so that print is legible, then bring the frame to the middle
  function settle(body) {
    body.querySelectorAll(".bq-sheet").forEach((sheet) => {
      const view = sheet.parentElement;
      const wanted = sheet.hasAttribute("data-wide") ? 900 : 640;
      zoom(sheet, Math.max(1, Math.min(3, wanted / view.clientWidth)));
      sheet.querySelector("img").addEventListener("error", () => sheet.classList.add("bq-broken"), { once: true });
    });
  }

  function zoom(sheet, factor) {
    sheet.dataset.scale = factor;
    sheet.style.width = `${factor * 100}%`;
    const frame = sheet.querySelector(".bq-frame");
    const view = sheet.parentElement;
    if (!frame) return;
    const broad = frame.offsetWidth > view.clientWidth - 24;
    view.scrollLeft = broad ? frame.offsetLeft - 12 : frame.offsetLeft + frame.offsetWidth / 2 - view.clientWidth / 2;
    view.scrollTop = frame.offsetTop + Math.min(frame.offsetHeight, view.clientHeight) / 2 - view.clientHeight / 2;
  }

  async function fetchView(from) {
    const into = from.dataset.into && byId(from.dataset.into);
    const answer = await fetch(from.dataset.view, { headers: { accept: "text/html" } });
    const holder = document.createElement("template");
    if (answer.ok) holder.innerHTML = await answer.text();
    else {
      const p = document.createElement("p");
      p.className = "bq-warning";
      p.textContent = (await answer.json().catch(() => ({}))).error || answer.statusText;
      holder.content.append(p);
    }
    if (into) {
      into.replaceChildren(holder.content);
      into.scrollIntoView({ block: "start", behavior: "smooth" });
      into.querySelector("h3")?.focus({ preventScroll: true });
    } else showProof([holder.content], from);
  }

  // Asking by a button: as if it had been typed
  function ask(question) {
    const box = document.querySelector("#bq-question textarea, #bq-question input");
    const tab = document.querySelector("#bq-tabs button[role=tab]");
    if (tab?.getAttribute("aria-selected") === "false") tab.click();
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), "value").set.call(box, question);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => byId("bq-send").click(), 60);
    window.scrollTo({ top: 0, behavior: "smooth" });
  }

  async function copy(text, button) {
    try { await navigator.clipboard.writeText(text); } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    const before = button.textContent;
    button.textContent = english() ? "✓ Copied" : "✓ 已复制";
    setTimeout(() => { button.textContent = before; }, 1500);
  }

  function sort(head) {
    const table = head.closest("table");
    const column = [...head.parentElement.children].indexOf(head);
    const down = head.getAttribute("aria-sort") !== "descending";
    head.parentElement.querySelectorAll("th").forEach((th) => th.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const key = (row) => row.children[column]?.textContent.trim() ?? "";
    const number = (text) => (/^-?[\d,]+(\.\d+)?$/.test(text) ? parseFloat(text.replaceAll(",", "")) : null);
    const rows = [...table.tBodies[0].rows];
    rows.sort((a, b) => {
      const [x, y] = [number(key(a)), number(key(b))];
      if (x === null && y === null) return key(a).localeCompare(key(b), "zh") * (down ? 1 : -1);
      if (x === null || y === null) return x === null ? 1 : -1;
      return (y - x) * (down ? 1 : -1);
    });
    table.tBodies[0].append(...rows);
  }

  document.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest?.(selector);
    let found;
    if ((found = at("[data-proof], [data-how]"))) {
      showProof([...templateOf(found.dataset.how), ...templateOf(found.dataset.proof)], found);
    } else if ((found = at("[data-view]"))) fetchView(found);
    else if ((found = at("[data-ask]"))) ask(found.dataset.ask);
    else if ((found = at("[data-copy]"))) copy(byId(found.dataset.copy).content.textContent, found);
    else if ((found = at("[data-link]"))) copy(new URL(found.dataset.link, location.href).href, found);
    else if ((found = at("[data-zoom]"))) {
      const sheet = found.closest(".bq-proof").querySelector(".bq-sheet");
      zoom(sheet, Math.max(1, Math.min(6, sheet.dataset.scale * found.dataset.zoom)));
    } else if ((found = at("[data-close]"))) closeSheet();
    else if ((found = at("th[data-sort]"))) sort(found);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeSheet(); });

  // Something new was shown: its link into the address, its first proof beside it where there is room
  const seen = new Map();
  new MutationObserver(() => {
    for (const id of ["bq-log", "bq-found", "bq-checked"]) {
      const place = byId(id);
      const key = place?.querySelector(".bq-pending") ? undefined : place?.querySelector("template")?.id;
      if (key === undefined || seen.get(id) === key) continue;
      seen.set(id, key);
      const turn = place.querySelector(".bq-turn[data-share]");
      if (turn) history.replaceState(null, "", turn.dataset.share);
      const first = place.querySelector(".bq-contradicted[data-proof], .bq-text [data-proof]") ?? place.querySelector("[data-proof]");
      if (first && !phone()) {
        showProof([...templateOf(first.dataset.how), ...templateOf(first.dataset.proof)], null);
        first.setAttribute("aria-pressed", "true");
      }
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
