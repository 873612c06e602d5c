// Keyboard shortcuts: j and k walk a list, the chapters or the comments of a page, the arrows turn chapters, l opens the latest, [ and ] the works of a series, / searches, ? shows the list of them. Whoever switched them off is not sent this. Nothing here is needed.
"use strict";
(() => {
  const items = () => [...document.querySelectorAll(".blurb, #chapters .chapter, .chapter-index li, .fandom-index li, .thread:not(.notices) .comment")];
  let at = -1;
  const walk = (by) => {
    const all = items();
    if (!all.length) return;
    at = Math.min(Math.max(at + by, 0), all.length - 1);
    const link = all[at].querySelector("a");
    all[at].scrollIntoView({ block: "start" });
    if (link) link.focus({ preventScroll: true });
  };
  const open = (link) => { document.querySelector(link)?.click(); };
  const turn = (rel) => open(`a[rel="${rel}"]`);
  const start = document.documentElement.dir === "rtl" ? ["next", "prev"] : ["prev", "next"];
  // A page as a document; the browser reads it, because the policy lets no script make one of a text.
  const read = (address) => new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.responseType = "document";
    request.addEventListener("load", () => done(request.response));
    request.addEventListener("error", fail);
    request.open("GET", address);
    request.send();
  });
  // The list stands on a page of its own; here it is shown above this one.
  const sheet = async () => {
    try {
      const page = await read("/about");
      const dialog = document.createElement("dialog");
      dialog.className = "keys";
      dialog.setAttribute("aria-labelledby", "keys-title");
      dialog.append(...page.querySelector("#keys").childNodes);
      const close = dialog.querySelector("[data-close]");
      close.hidden = false;
      close.addEventListener("click", () => dialog.close());
      dialog.addEventListener("close", () => dialog.remove());
      document.body.append(dialog);
      dialog.showModal();
    } catch {
      location.href = "/about#keys";
    }
  };
  const keys = {
    j: () => walk(1),
    k: () => walk(-1),
    l: () => open(".chapter.latest a"),
    ArrowLeft: () => turn(start[0]),
    ArrowRight: () => turn(start[1]),
    "[": () => open(".series a.previous"),
    "]": () => open(".series a.next"),
    "/": () => { document.querySelector("#search-text, #quick-search")?.focus(); },
    "?": sheet,
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
    event.preventDefault();
    const shown = document.querySelector("dialog.keys");
    if (!shown) keys[event.key]();
    else if (event.key === "?") shown.close();
  });
})();
