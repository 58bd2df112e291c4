// The page's own script: proofs, views by address, charts, uploads. Everything shown comes from this server.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const english = () => location.pathname.startsWith("/en");
  const phone = () => window.matchMedia("(max-width: 899px)").matches;
  let opener = null;
  let blank = null;  // what the proof's place holds before anything was clicked

  // The proof panel: beside the answer, or over the page where that needs its whole width
  function panel() { return document.querySelector(".bq-panel"); }
  const over = () => phone() || document.body.classList.contains("bq-wide");

  function openSheet(from) {
    opener = from;
    panel().classList.add("bq-open");
    if (!over()) return;
    document.body.classList.toggle("bq-held-still", phone());
    panel().querySelector("h2").focus({ preventScroll: true });
  }

  function closeSheet() {
    if (!panel()?.classList.contains("bq-open")) return;
    panel().classList.remove("bq-open");
    document.body.classList.remove("bq-held-still");
    document.querySelectorAll("[aria-pressed=true]:not([data-fold])").forEach((e) => e.removeAttribute("aria-pressed"));
    if (over()) noProof();
    if (opener?.isConnected) opener.focus({ preventScroll: true });
  }

  // Sentences of the server are in both languages: 中文。 (English.)
  function spoken(said) {
    const both = /^(.+?[。！？]) \((.+)\)$/s.exec(said ?? "");
    return both ? both[english() ? 2 : 1] : said;
  }

  const unreachable = () => (english() ? "The server cannot be reached: try again." : "连不上服务器，请再试一次。");

  function say(text) { const place = byId("bq-said"); if (place) place.textContent = text; }

  function showProof(nodes, from) {
    const body = byId("bq-proof");
    newest.delete(panel());
    body.replaceChildren(...nodes);
    document.querySelectorAll("[aria-pressed=true]:not([data-fold])").forEach((e) => e.removeAttribute("aria-pressed"));
    if (from) { from.setAttribute("aria-pressed", "true"); openSheet(from); }
    settle(body);
    body.scrollTop = 0;
  }

  // Nothing to prove: the proof of something else would be taken for this one's
  function noProof() {
    if (!blank) return;
    newest.delete(panel());
    byId("bq-proof").replaceChildren(...blank.cloneNode(true).childNodes);
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

  // What has come is scrolled to, unless the focus goes on meanwhile: then that is what is looked at.
  function shown(place) {
    const held = document.activeElement;
    const stay = () => { if (document.activeElement !== held) document.activeElement.scrollIntoView({ block: "nearest" }); };
    window.addEventListener("scrollend", stay, { once: true });
    window.setTimeout(stay, 1000);
    place.scrollIntoView({ block: "start", behavior: "smooth" });
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

  // Pieces of the page by address; a connection that broke is tried once more, for asking again changes nothing
  async function pieceOf(address) {
    const holder = document.createElement("template");
    const get = () => fetch(address, { headers: { accept: "text/html" } });
    const answer = await get().catch(get).catch(() => null);
    const html = answer?.ok ? await answer.text().catch(() => null) : null;
    if (html !== null) holder.innerHTML = html;
    else {
      const p = document.createElement("p");
      p.className = "bq-warning";
      p.setAttribute("role", "alert");
      const said = answer && (await answer.json().catch(() => ({}))).error;
      p.textContent = spoken(said) || unreachable();
      holder.content.append(p);
    }
    return holder.content;
  }

  // Of two pieces that were asked for one place, what was asked last stands, whichever comes first
  const newest = new WeakMap();
  async function newestOf(address, place) {
    const turn = {};
    newest.set(place, turn);
    const piece = await pieceOf(address);
    return newest.get(place) === turn ? piece : null;
  }

  async function fetchInto(address, into, look = true) {
    into.setAttribute("aria-busy", "true");
    const piece = await newestOf(address, into);
    if (!piece) return false;
    into.querySelectorAll("[data-drawn]").forEach((chart) => window.Plotly.purge(chart));
    into.replaceChildren(piece);
    into.removeAttribute("aria-busy");
    freshen(into);
    if (!look) return true;
    const top = into.getBoundingClientRect().top;
    if (top < 0 || top > window.innerHeight * 0.6) into.scrollIntoView({ block: "start", behavior: "smooth" });
    into.querySelector("h3[tabindex]")?.focus({ preventScroll: true });
    return true;
  }

  async function fetchView(from) {
    const into = from.dataset.into && byId(from.dataset.into);
    if (!into) await fetchProof(from.dataset.view, from);
    else if (await fetchInto(from.dataset.view, into)) linkTo(from.dataset.view);
  }

  async function fetchProof(link, from) {
    const piece = await newestOf(link, panel());
    if (piece) showProof([piece], from);
  }

  const base = () => (english() ? "/en/" : "/");
  // What was looked at before is one step back
  const here = () => location.pathname + location.search;
  let stood = here();
  function address(link) {
    const there = new URL(link, location.href);
    if (there.pathname + there.search !== here()) history.pushState(null, "", there);
    stood = here();
  }
  const linkTo = (view) => address(`${base()}?open=${encodeURIComponent(view)}`);

  // What a tab holds is fetched when it is first seen
  const sight = new IntersectionObserver((seen) => {
    for (const each of seen) {
      if (!each.isIntersecting || !each.target.dataset.load) continue;
      fetchInto(taken(each.target), each.target, false);
    }
  });

  function taken(shell) {
    const from = shell.dataset.load;
    sight.unobserve(shell);
    delete shell.dataset.load;
    return from;
  }

  // One step back or forward: the same view again; an answer that still stands on the page is gone to, another is asked anew
  window.addEventListener("popstate", async () => {
    if (stood === here()) return;  // a place on the same page
    stood = here();
    const asked = new URLSearchParams(location.search);
    if (asked.get("open")) { await openView(asked.get("open")); return; }
    await until(() => chosen(byId(`bq-tab-${asked.get("s") ? "search" : "ask"}-button`)));
    if (asked.get("s")) {
      if (boxOf("bq-terms").value !== asked.get("s")) searchFor(asked.get("s"));
      return;
    }
    if (!asked.get("q")) { window.scrollTo({ top: 0 }); return; }
    const turn = [...document.querySelectorAll(".bq-turn[data-share]")].find((each) => each.dataset.share === here());
    if (!turn) { location.reload(); return; }
    await new Promise((done) => { setTimeout(done, 60); });  // the browser puts the page back where it was scrolled to, first
    turn.scrollIntoView({ block: "start" });
  });

  function tabOf(link) {
    return link.includes("/view/charts") ? "charts" : link.includes("/view/staff") ? "staff" : "browse";
  }

  // A link to a view: its tab is opened, and it is put in its place there
  async function openView(link) {
    if (!/^\/(en\/)?view\/[\w./-]+(\?[^#]*)?$/.test(link)) return;
    if (/\/(facts|pages)\/\w+$/.test(link)) { await fetchProof(link, document.body); return; }
    const name = tabOf(link);
    if (!byId(`bq-tab-${name}-button`)) return;
    await until(() => chosen(byId(`bq-tab-${name}-button`)));
    const browsing = name === "browse";
    const place = await until(() => byId(browsing ? "bq-document" : `bq-${name}`));
    if (!place) return;
    taken(place);
    if (await fetchInto(link, place, browsing)) linkTo(link);
  }

  // Gradio may not listen to its buttons yet: pressed again until it has
  function chosen(tab) {
    const held = tab?.getAttribute("aria-selected") === "true";
    if (!held) tab?.click();
    return held;
  }

  async function until(find) {
    const end = performance.now() + 60_000;
    let found = find();
    while (!found && performance.now() < end) {
      await new Promise((done) => { setTimeout(done, 50); });
      found = find();
    }
    return found;
  }

  function type(box, text) {
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), "value").set.call(box, text);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // Gradio loads the page anew when the server was away and has come back: what was typed is kept over that
  const boxes = ["bq-question", "bq-terms", "bq-text"];
  const boxOf = (id) => byId(id)?.querySelector("textarea, input");
  let typed = {};
  try {
    if (performance.getEntriesByType("navigation")[0]?.type === "reload") typed = JSON.parse(sessionStorage.getItem("bq-typed") ?? "{}");
  } catch { /* a browser that keeps nothing */ }
  window.addEventListener("pagehide", () => {
    for (const id of boxes) if (boxOf(id)) typed[id] = boxOf(id).value;
    try { sessionStorage.setItem("bq-typed", JSON.stringify(typed)); } catch { /* the same */ }
  });
  function retype() {
    for (const id of boxes) {
      const box = typed[id] && boxOf(id);
      if (!box) continue;
      if (!box.value) type(box, typed[id]);
      delete typed[id];
    }
  }

  // Asking by a button: as if it had been typed
  function ask(question) {
    const box = document.querySelector("#bq-question textarea, #bq-question input");
    const tab = document.querySelector("#bq-tabs button[role=tab]");
    if (tab?.getAttribute("aria-selected") === "false") tab.click();
    type(box, question);
    setTimeout(() => byId("bq-send").click(), 60);
    window.scrollTo({ top: 0, behavior: "smooth" });
  }

  async function searchFor(terms) {
    await until(() => chosen(byId("bq-tab-search-button")));
    type(boxOf("bq-terms"), terms);
    setTimeout(() => byId("bq-search").click(), 60);
  }

  // A page that was turned or made narrower: the frame back into sight
  window.addEventListener("resize", () => {
    document.querySelectorAll("#bq-proof .bq-sheet").forEach((sheet) => {
      if (sheet.parentElement.clientWidth) zoom(sheet, sheet.dataset.scale ?? 1);
    });
  });

  async function copy(text, button) {
    try { await navigator.clipboard.writeText(text); } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    const done = english() ? "✓ Copied" : "✓ 已复制";
    say(done);
    button.dataset.before ??= button.textContent;
    button.textContent = done;
    clearTimeout(Number(button.dataset.until));
    button.dataset.until = setTimeout(() => { button.textContent = button.dataset.before; }, 1500);
  }

  function sort(head) {
    const table = head.closest("table");
    const column = [...head.parentElement.children].indexOf(head);
    const down = head.getAttribute("aria-sort") !== "descending";
    head.parentElement.querySelectorAll("th").forEach((th) => th.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const key = (row) => row.children[column]?.innerText.replace(/[✓∑%\s]/g, "") ?? "";
    const number = (text) => (/^-?[\d,]+(\.\d+)?$/.test(text) ? parseFloat(text.replaceAll(",", "")) : null);
    const rows = [...table.tBodies[0].rows].map((row) => [row, key(row), number(key(row))]);
    rows.sort(([, a, x], [, b, y]) => {
      if (x === null && y === null) return a.localeCompare(b, "zh") * (down ? 1 : -1);
      if (x === null || y === null) return x === null ? 1 : -1;
      return (y - x) * (down ? 1 : -1);
    });
    table.tBodies[0].append(...rows.map(([row]) => row));
  }

  // Rows that hold the words, and the upper levels alone
  function narrow(table, words, folded) {
    let left = 0;
    for (const row of table.tBodies[0].rows) {
      const gone = (words && !row.innerText.toLowerCase().includes(words)) || (folded && Number(row.dataset.depth) > 0);
      row.hidden = Boolean(gone);
      left += gone ? 0 : 1;
    }
    return left;
  }

  function filterRows(line) {
    const box = line.querySelector("[data-filter]");
    const fold = line.querySelector("[data-fold]");
    const words = box.value.trim().toLowerCase();
    const folded = fold?.getAttribute("aria-pressed") === "true";
    const table = byId(box.dataset.filter);
    const left = table ? narrow(table, words, folded) : 0;
    line.querySelector("[data-left]").textContent = words || folded
      ? (english() ? `${left} rows` : `${left} 行`) : "";
  }

  // Charts: Plotly's script comes from this server, and only when there is something to draw
  let plotly = null;
  function loadPlotly() {
    plotly ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = "/web/plotly.js";
      script.onload = () => done(window.Plotly);
      script.onerror = failed;
      document.head.append(script);
    });
    return plotly;
  }

  async function draw(place) {
    const asked = JSON.parse(place.dataset.plot);
    let Plotly;
    try { Plotly = await loadPlotly(); } catch { place.hidden = true; return; }
    if (!place.isConnected) return;
    place.replaceChildren();
    const ink = getComputedStyle(document.querySelector(".bq-panel")).getPropertyValue("--bq-ink").trim();
    const line = getComputedStyle(document.querySelector(".bq-panel")).getPropertyValue("--bq-line").trim();
    const axis = { gridcolor: line, linecolor: line, zerolinecolor: line, automargin: true };
    const layout = {
      paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", font: { color: ink, family: getComputedStyle(document.body).fontFamily, size: 13 },
      margin: { t: 16, r: 12, b: 40, l: 12 }, height: 380, legend: { orientation: "h", y: -0.18 }, separators: ".,", ...asked.layout,
      xaxis: { ...axis, ...asked.layout.xaxis }, yaxis: { ...axis, tickformat: ",", ...asked.layout.yaxis },
    };
    if (phone()) layout.margin = { ...layout.margin, l: 4, r: 4 };
    await Plotly.newPlot(place, asked.data, layout, { responsive: true, displaylogo: false, displayModeBar: false });
    place.dataset.drawn = "1";
  }

  function freshen(place) {
    place.querySelectorAll("[data-plot]:not([data-drawn])").forEach(draw);
    place.querySelectorAll("[data-running]").forEach((job) => { job.removeAttribute("data-running"); follow(job); });
  }

  // Forms
  async function submit(form) {
    const into = byId(form.dataset.into);
    const asked = new URLSearchParams(new FormData(form));
    const link = `${form.dataset.form}?${asked}`;
    if (!await fetchInto(link, into, false)) return;
    linkTo(link);
    into.querySelector("h3[tabindex]")?.focus({ preventScroll: true });
  }

  async function login(form) {
    const said = form.querySelector("[role=alert]");
    const answer = await fetch(form.dataset.login, {
      method: "POST", headers: { "content-type": "application/json" },
      body: JSON.stringify({ password: new FormData(form).get("password") }),
    }).catch(() => null);
    if (answer?.ok) { await fetchInto(`${base()}view/staff`, byId("bq-staff"), false); byId("bq-file")?.focus(); return; }
    said.textContent = answer ? spoken((await answer.json().catch(() => ({}))).error) || answer.statusText : unreachable();
    said.hidden = false;
  }

  async function post(button) {
    button.disabled = true;
    await fetch(button.dataset.post, { method: "POST" }).catch(() => null);  // what came of it is shown by the next line
    await fetchInto(button.dataset.then, byId(button.dataset.into), false);
    refreshCorpus();
    byId("bq-file")?.focus();
  }

  // What is held has changed: the count, the filters, the charts' choices, and the shelves; the open document below them stays
  async function refreshCorpus() {
    byId("bq-refresh")?.click();
    const charts = byId("bq-charts");
    if (charts && !charts.dataset.load) {
      charts.dataset.load = `${base()}view/charts/trend`;
      sight.observe(charts);
    }
    const corpus = byId("bq-corpus");
    if (!corpus || corpus.dataset.load) return;
    const piece = await newestOf(`${base()}view/corpus`, corpus);
    const open = byId("bq-document");
    const place = piece?.querySelector("#bq-document");
    if (open && place) place.replaceWith(open);
    if (piece) corpus.replaceChildren(piece);
  }

  // Uploads: one request a file, its progress shown; then what was read
  function upload(input, files) {
    for (const file of files) {
      const line = document.createElement("li");
      const name = document.createElement("p");
      const bar = document.createElement("progress");
      name.textContent = file.name;
      bar.max = file.size || 1;
      bar.setAttribute("aria-label", file.name);
      line.append(name, bar);
      byId("bq-jobs").prepend(line);
      const failed = (text) => {
        bar.remove();
        const p = document.createElement("p");
        p.className = "bq-warning";
        p.setAttribute("role", "alert");
        p.textContent = text;
        line.append(p);
      };
      if (file.size > Number(input.dataset.limit)) { failed(input.dataset.tooLarge); continue; }
      const request = new XMLHttpRequest();
      request.open("POST", input.dataset.upload);
      request.setRequestHeader("x-file-name", encodeURIComponent(file.name));
      request.setRequestHeader("content-type", "application/octet-stream");
      request.upload.onprogress = (event) => { bar.value = event.loaded; };
      request.onerror = () => failed(unreachable());
      request.onload = () => {
        let answer = {};
        try { answer = JSON.parse(request.responseText); } catch { /* a proxy's page */ }
        if (request.status !== 202) { failed(spoken(answer.error) || request.statusText); return; }
        line.dataset.job = answer.job;
        follow(line);
      };
      request.send(file);
    }
    input.value = "";
  }

  async function follow(line) {
    for (;;) {
      line.replaceChildren(await pieceOf(`${base()}view/staff/jobs/${line.dataset.job}`));
      const state = line.querySelector("[data-state]")?.dataset.state;
      if (state !== "waiting" && state !== "reading") break;
      await new Promise((done) => { setTimeout(done, 700); });
      if (!line.isConnected) return;
    }
    say(line.innerText);
    refreshCorpus();
  }

  document.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest?.(selector);
    let found;
    if ((found = at("[data-proof], [data-how]"))) {
      showProof([...templateOf(found.dataset.how), ...templateOf(found.dataset.proof)], found);
    } else if ((found = at("[data-view]"))) fetchView(found);
    else if ((found = at("[data-open]"))) openView(found.dataset.open);
    else if ((found = at("[data-ask]"))) ask(found.dataset.ask);
    else if ((found = at("[data-search]"))) searchFor(found.dataset.search);
    else if ((found = at("[data-tab]"))) { chosen(byId(`bq-tab-${found.dataset.tab}-button`)); window.scrollTo({ top: 0 }); }
    else if ((found = at("[data-copy]"))) copy(byId(found.dataset.copy).content.textContent, found);
    else if ((found = at("[data-link]"))) copy(new URL(found.dataset.link, location.href).href, found);
    else if ((found = at("[data-post]"))) post(found);
    else if ((found = at("[data-press]"))) { forget(); byId(found.dataset.press).click(); address(base()); }
    else if ((found = at("[data-zoom]"))) {
      const sheet = found.closest(".bq-proof").querySelector(".bq-sheet");
      zoom(sheet, Math.max(1, Math.min(6, sheet.dataset.scale * found.dataset.zoom)));
    } else if ((found = at("[data-fold]"))) {
      found.setAttribute("aria-pressed", String(found.getAttribute("aria-pressed") !== "true"));
      filterRows(found.closest(".bq-filterline"));
    } else if ((found = at("[data-close]"))) closeSheet();
    else if ((found = at("th[data-sort]"))) sort(found);
    else if (at("#bq-send, #bq-search, #bq-check")) busy();
    else if (at("[role=tab]")) setTimeout(look, 0);
  });
  document.addEventListener("input", (event) => {
    const at = event.target;
    if (at.matches?.("[data-filter]")) filterRows(at.closest(".bq-filterline"));
    else if (at.matches?.("[data-narrow]")) {
      const words = at.value.trim();
      at.closest("fieldset").querySelectorAll(".bq-choice").forEach((c) => { c.hidden = !c.textContent.includes(words); });
    }
  });
  document.addEventListener("change", (event) => {
    const at = event.target;
    if (at.matches?.("[data-upload]")) upload(at, [...at.files]);
    else if (at.matches?.("[data-form] select")) submit(at.form);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-form]")) { event.preventDefault(); submit(event.target); }
    else if (event.target.matches("[data-login]")) { event.preventDefault(); login(event.target); }
  });
  for (const kind of ["dragover", "drop"]) {
    document.addEventListener(kind, (event) => {
      const drop = event.target.closest?.("[data-drop]");
      if (!drop) return;
      event.preventDefault();
      if (kind === "drop") upload(drop.querySelector("input"), [...event.dataTransfer.files]);
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeSheet();
    if (event.key === "Enter" && !event.shiftKey && event.target.closest?.("#bq-question, #bq-terms")) busy();
  });

  // The server sends the newest answer only; the earlier ones are kept here, below it
  let latest = null;
  function remember(turn) {
    const past = byId("bq-past");
    if (!past || !turn.dataset.share) return;
    if (latest && latest.dataset.share !== turn.dataset.share) {
      past.lastElementChild.prepend(latest);
      while (past.lastElementChild.children.length > 8) past.lastElementChild.lastElementChild.remove();
    }
    latest = turn.cloneNode(true);
    past.hidden = false;
    past.querySelector(".bq-earlier").hidden = !past.lastElementChild.children.length;
  }

  function forget() {
    latest = null;
    const past = byId("bq-past");
    past.lastElementChild.replaceChildren();
    past.hidden = true;
  }

  // While a question is on its way
  const places = ["bq-log", "bq-found", "bq-checked"];
  function busy() {
    const shown = places.map(byId).find((place) => place?.offsetParent !== null && place);
    const box = document.querySelector("#bq-question textarea");
    if (!shown || (shown.id === "bq-log" && !box?.value.trim())) return;
    document.querySelectorAll(".bq-failed").forEach((e) => e.remove());
    shown.setAttribute("data-busy", english() ? "Looking up and checking …" : "正在查找并核对……");
    shown.setAttribute("aria-busy", "true");
    say(shown.dataset.busy);
    const before = asks;
    setTimeout(() => {  // Gradio asks nothing where it has lost the server, and says so in its own words only
      if (asks === before && !flying && shown.hasAttribute("data-busy") && !document.querySelector(".bq-writing")) notDone(unreachable());
    }, 3000);
  }

  // What Gradio asks of the server for the page, and does not tell of where it is refused
  const fetched = window.fetch;
  let asks = 0;
  let flying = 0;
  window.fetch = async (...request) => {
    const asked = /\/gradio_api\/(run|queue)\//.test(String(request[0]?.url ?? request[0]));
    asks += asked ? 1 : 0;
    flying += asked ? 1 : 0;
    const answer = await fetched(...request).catch((error) => { if (asked) notDone(unreachable()); throw error; })
      .finally(() => { flying -= asked ? 1 : 0; });
    if (!answer.ok && asked) {
      notDone((await answer.clone().json().catch(() => ({}))).error);
    }
    return answer;
  };

  // Gradio says it in English alone
  function inChinese(toast) {
    const said = toast.querySelector("[data-testid=toast-text]");
    if (!/^Connection to the server was lost/.test(said?.textContent ?? "")) return;
    said.textContent = "与服务器的连接中断，正在重新连接……";
    const title = toast.querySelector(".toast-title");
    if (title) title.textContent = "连不上服务器";
  }

  function notDone(said) {
    const place = document.querySelector("[data-busy]");
    if (!place) return;
    place.removeAttribute("data-busy");
    place.removeAttribute("aria-busy");
    const p = document.createElement("p");
    p.className = "bq-warning bq-failed";
    p.setAttribute("role", "alert");
    p.textContent = spoken(said) || (english() ? "This could not be done: try again." : "没能完成，请再试一次。");
    place.prepend(p);
  }

  // Which tab is open decides how wide the page is
  function look() {
    const open = document.querySelector("#bq-tabs button[role=tab][aria-selected=true]")?.id ?? "";
    const wide = /browse|charts|staff/.test(open);
    if (document.body.classList.contains("bq-wide") === wide) return;
    closeSheet();
    document.body.classList.toggle("bq-wide", wide);
    window.dispatchEvent(new Event("resize"));
  }

  // Something new was shown: its link into the address, its first proof beside it where there is room
  const seen = new Map();
  let begun = false;
  new MutationObserver((changes) => {
    const lang = english() ? "en" : "zh-CN";  // Gradio puts the browser's own language there
    if (document.documentElement.lang !== lang) document.documentElement.lang = lang;
    if (changes.some((change) => change.target.matches?.("[role=tab]") || change.type === "childList")) look();
    document.querySelectorAll("[data-load]:not([data-watched])").forEach((place) => {
      place.dataset.watched = "1";
      sight.observe(place);
    });
    if (!begun && byId("bq-tab-browse-button") && panel()) {
      begun = true;
      blank = byId("bq-proof").cloneNode(true);
      const asked = new URLSearchParams(location.search);
      if (asked.get("open")) openView(asked.get("open"));
      else if (asked.get("s")) byId("bq-tab-search-button")?.click();
    }
    if (begun) retype();
    if (!english()) document.querySelectorAll("[data-testid=toast-body]").forEach(inChinese);
    for (const id of places) {
      const place = byId(id);
      const turn = place?.firstElementChild && place.querySelector(".bq-turn, .bq-card, .bq-hits, .bq-empty");
      if (!turn) continue;
      const key = place.querySelector("template")?.id ?? turn.textContent.slice(0, 200);
      if (seen.get(id) === key) continue;
      seen.set(id, key);
      place.removeAttribute("data-busy");
      place.removeAttribute("aria-busy");
      say("");
      const share = place.querySelector(".bq-turn[data-share]");
      if (share) { address(share.dataset.share); remember(share); }
      const found = id === "bq-found" && place.querySelector("[data-link]");
      if (found) address(found.dataset.link);
      if (phone() && id !== "bq-checked" && place.getBoundingClientRect().top > 0) shown(place);
      const first = [".bq-contradicted[data-proof]", ".bq-text [data-proof]", "[data-proof]"].map((each) => place.querySelector(each)).find(Boolean);
      if (!first) noProof();
      else if (!over()) {
        showProof([...templateOf(first.dataset.how), ...templateOf(first.dataset.proof)], null);
        first.setAttribute("aria-pressed", "true");
      }
    }
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-selected", "lang"] });
})();
