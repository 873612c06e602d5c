// Keeps what is typed into a form, every few seconds, in the archive and in this browser, and brings it back. The forms do without.
"use strict";
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const keeper = "/works/drafts/autosave";
  const status = form.querySelector(".saved");
  const value = (name) => (form.elements[name] ? form.elements[name].value : "");
  const token = value("csrf");
  // A browser may be shared: nobody is offered what somebody else has typed in it.
  const writer = value("writer");
  // A new work or chapter has no address yet; each form of one has a place of its own.
  const beginning = form.dataset.new;
  // A browser that fills in what stood here before the page was loaded anew must not take another form's place.
  if (form.dataset.slot) form.elements.slot.value = form.dataset.slot;
  const place = () => (beginning && value("slot") ? beginning + value("slot") : new URL(form.action).pathname);
  const mine = "foolscap:" + writer + ":";

  const read = () => {
    const fields = {};
    for (const [name, value] of new FormData(form)) {
      if (name !== "csrf" && name !== "writer" && typeof value === "string") (fields[name] = fields[name] || []).push(value);
    }
    return JSON.stringify(fields);
  };
  const fill = (typed) => {
    const fields = JSON.parse(typed);
    // Whoever makes fields by script, the chapters of a file or a page to write on, makes and fills them with these events.
    form.dispatchEvent(new CustomEvent("filling", { detail: fields }));
    for (const field of form.elements) {
      if (!field.name || ["csrf", "writer"].includes(field.name) || field.type === "submit" || field.type === "file") continue;
      const values = fields[field.name] || [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      else if (values.length) field.value = values[0];
      else if (field.tagName !== "SELECT") field.value = "";
    }
    form.dispatchEvent(new Event("filled"));
  };
  const local = {
    get(at) { try { return JSON.parse(localStorage.getItem(mine + at)); } catch { return null; } },
    set(typed) { try { if (writer) localStorage.setItem(mine + place(), JSON.stringify({ at: Date.now(), typed })); } catch { /* full or forbidden */ } },
    drop(at) { try { localStorage.removeItem(mine + at); } catch { /* forbidden */ } },
    places() { try { return Object.keys(localStorage).filter((key) => key.startsWith(mine)).map((key) => key.slice(mine.length)); } catch { return []; } },
  };
  const send = (at, typed) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ csrf: token, place: at, typed })) body.append(name, value);
    return fetch(keeper, { method: "POST", body, keepalive: typed.length < 20000 });
  };
  const ask = async (at) => {
    try {
      const answer = await fetch(`${keeper}?place=${encodeURIComponent(at)}`, { headers: { accept: "application/json" } });
      if (answer.ok) return await answer.json();
    } catch { /* offline: what is here is enough */ }
    return {};
  };
  const forget = (at) => {
    local.drop(at);
    return send(at, "").catch(() => {});
  };
  const say = (name) => { if (status) status.textContent = status.dataset[name] || ""; };

  // What was said is not offered once more, even when it was kept while it was on its way.
  const way = "foolscap:on-its-way:" + place();
  let isSaid = false;
  try {
    isSaid = sessionStorage.getItem(way) && location.hash.startsWith("#comment_");
    sessionStorage.removeItem(way);
  } catch { /* forbidden */ }

  const opened = read();
  // What came back from the archive may be more than was typed: a file that was read into the form.
  let last = "fresh" in form.dataset ? opened : "";
  let sending = false;
  let leaving = false;
  const keep = async () => {
    const typed = read();
    if (typed === last || sending || leaving) return;
    last = typed;
    local.set(typed);
    sending = true;
    try {
      const answer = await send(place(), typed);
      say(answer.ok ? "kept" : "local");
      if (!answer.ok) last = "";
    } catch {
      say("local");
      last = "";
    }
    sending = false;
  };

  const notice = (words) => {
    const shown = document.createElement("div");
    shown.className = "notice";
    shown.setAttribute("role", "status");
    shown.textContent = words + " ";
    return shown;
  };
  const button = (words, deed) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "quiet", textContent: words });
    if (deed) made.addEventListener("click", deed);
    return made;
  };
  const take = (typed) => {
    fill(typed);
    last = typed;
  };
  const newest = (at, there) => [local.get(at), there].filter((one) => one && one.typed).sort((a, b) => b.at - a.at)[0];

  // Where a form says that it keeps what is typed, a small one says what has come back, too, so that nothing moves.
  const mention = (words) => {
    const shown = document.createElement("span");
    shown.textContent = words + " ";
    status.replaceChildren(shown);
    return shown;
  };
  const isBare = (typed) => Object.entries(JSON.parse(typed)).every(([name, values]) => name === "pseud" || !values.some(Boolean));

  const bringBack = async () => {
    const at = place();
    if (isSaid) return forget(at);
    const kept = newest(at, await ask(at));
    // Whoever has begun to type is not disturbed.
    if (!kept || kept.typed === opened || isBare(kept.typed) || read() !== opened) return;
    // What the page has put into the form stands behind what was typed before.
    const added = "adds" in form.dataset ? value("body") : "";
    const shown = status && status.dataset.restored ? mention(status.dataset.restored) : notice(form.dataset.restored);
    shown.append(button(form.dataset.undo, () => {
      take(opened);
      forget(at);
      shown.remove();
    }));
    take(kept.typed);
    if (!value("body").includes(added)) form.elements.body.value = value("body").trimEnd() + "\n\n" + added;
    if (!shown.isConnected) form.before(shown);
  };

  const called = (typed) => {
    try {
      const fields = JSON.parse(typed);
      return ((fields.title || fields.chapter_title || [""])[0] || (fields.body || [""])[0]).slice(0, 60);
    } catch { return ""; }
  };
  // The rows of what the archive keeps come with the page, so that nothing jumps; those of what only this browser keeps are added.
  const wire = (item, at, shown) => {
    const [goOn, drop] = item.querySelectorAll("button");
    const gone = () => { item.remove(); if (!shown.querySelector("li")) shown.remove(); };
    goOn.addEventListener("click", async () => {
      const kept = newest(at, await ask(at));
      await keep();
      if (kept) take(kept.typed);
      hold();
      gone();
    });
    drop.addEventListener("click", () => { forget(at); gone(); });
    return { at, gone };
  };
  const add = (at, { at: when, typed }, shown) => {
    const item = document.createElement("li");
    item.textContent = `${called(typed) || form.dataset.untitled} · ${new Date(when).toLocaleString()} `;
    item.append(button(form.dataset.goOn), " ", button(form.dataset.drop));
    shown.querySelector("ul").append(item);
    return wire(item, at, shown);
  };
  const begin = () => {
    const shown = notice(form.dataset.keptMany);
    shown.append(document.createElement("ul"));
    form.before(shown);
    return shown;
  };
  // Several forms of something new may be open or may have been left: each is offered that no other tab has open.
  const offer = async () => {
    let shown = document.querySelector("[data-texts-kept]");
    const rows = shown ? [...shown.querySelectorAll("li")].map((item) => wire(item, item.dataset.place, shown)) : [];
    const open = navigator.locks ? (await navigator.locks.query()).held.map((lock) => lock.name) : [];
    const isOther = (at) => at !== place() && !open.includes(mine + at);
    for (const row of rows) if (!isOther(row.at)) row.gone();
    const more = local.places().filter((at) => at.startsWith(beginning) && isOther(at) && !rows.some((row) => row.at === at));
    for (const [at, here] of more.map((at) => [at, local.get(at)]).filter(([, here]) => here && here.typed)) {
      if (!shown || !shown.isConnected) shown = begin();
      add(at, here, shown);
    }
  };
  const hold = () => { if (navigator.locks) navigator.locks.request(mine + place(), { ifAvailable: true }, () => new Promise(() => {})); };

  // What was saved need not be kept; what was still under way when the form was sent may have come in after it.
  const clear = async () => {
    const saved = document.cookie.split("; ").find((pair) => pair.startsWith("saved=" + writer + ":"));
    if (!saved) return;
    document.cookie = "saved=; Path=/; Max-Age=0";
    await forget(saved.slice("saved=".length + writer.length + 1));
  };

  // A form that is being sent is kept here until its answer says that it is saved.
  form.addEventListener("submit", () => {
    local.set(read());
    try { sessionStorage.setItem(way, "1"); } catch { /* forbidden */ }
    leaving = true;
  });
  addEventListener("pageshow", () => { leaving = false; });
  hold();
  if ("fresh" in form.dataset) clear().then(beginning ? offer : bringBack);
  setInterval(keep, 3000);
  addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
})();
