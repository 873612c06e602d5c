// Keeps what is typed into a form, every few seconds, in the archive and in this browser, and brings it back. The forms do without.
"use strict";
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const place = new URL(form.action).pathname;
  const key = "foolscap:" + place;
  const keeper = "/works/drafts/autosave";
  const status = form.querySelector(".saved");
  const token = form.elements.csrf ? form.elements.csrf.value : "";

  const read = () => {
    const fields = {};
    for (const [name, value] of new FormData(form)) {
      if (name !== "csrf" && typeof value === "string") (fields[name] = fields[name] || []).push(value);
    }
    return JSON.stringify(fields);
  };
  const fill = (typed) => {
    const fields = JSON.parse(typed);
    // Whoever makes fields by script, the chapters of a file or a page to write on, makes and fills them with these events.
    form.dispatchEvent(new CustomEvent("filling", { detail: fields }));
    for (const field of form.elements) {
      if (!field.name || field.name === "csrf" || field.type === "submit" || field.type === "file") continue;
      const values = fields[field.name] || [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      else if (values.length) field.value = values[0];
      else if (field.tagName !== "SELECT") field.value = "";
    }
    form.dispatchEvent(new Event("filled"));
  };
  const local = {
    get() { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    set(typed) { try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), typed })); } catch { /* full or forbidden */ } },
    drop() { try { localStorage.removeItem(key); } catch { /* forbidden */ } },
  };
  const send = (typed) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ csrf: token, place, typed })) body.append(name, value);
    return fetch(keeper, { method: "POST", body, keepalive: typed.length < 20000 });
  };
  const say = (name) => { if (status) status.textContent = status.dataset[name] || ""; };

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
      const answer = await send(typed);
      say(answer.ok ? "kept" : "local");
      if (!answer.ok) last = "";
    } catch {
      say("local");
      last = "";
    }
    sending = false;
  };

  const offer = (typed) => {
    const notice = document.createElement("p");
    notice.className = "notice";
    notice.setAttribute("role", "status");
    notice.textContent = form.dataset.restored + " ";
    const undo = document.createElement("button");
    undo.type = "button";
    undo.className = "quiet";
    undo.textContent = form.dataset.undo;
    undo.addEventListener("click", () => {
      fill(opened);
      last = opened;
      local.drop();
      send("").catch(() => {});
      notice.remove();
    });
    notice.append(undo);
    fill(typed);
    last = typed;
    form.before(notice);
  };
  const wasSaved = () => document.cookie.split("; ").includes("saved=" + place);
  const bringBack = async () => {
    if (wasSaved()) {
      local.drop();
      document.cookie = "saved=; Path=/; Max-Age=0";
      // What was still under way when the form was sent may have come in after it.
      await send("").catch(() => {});
    }
    const here = local.get();
    let there = null;
    try {
      const answer = await fetch(keeper + "?place=" + encodeURIComponent(place), { headers: { accept: "application/json" } });
      if (answer.ok) there = await answer.json();
    } catch { /* offline: what is here is enough */ }
    const kept = [here, there].filter((one) => one && one.typed).sort((a, b) => b.at - a.at)[0];
    // Whoever has begun to type is not disturbed.
    if (kept && kept.typed !== opened && read() === opened) offer(kept.typed);
  };

  // A form that is being sent is kept here until its answer says that it is saved.
  form.addEventListener("submit", () => { local.set(read()); leaving = true; });
  addEventListener("pageshow", () => { leaving = false; });
  if ("fresh" in form.dataset) bringBack();
  setInterval(keep, 3000);
  addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
})();
