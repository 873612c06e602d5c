// Keyboard shortcuts: j and k walk a list or the chapters of a page, the arrows turn chapters, [ and ] the works of a series, / searches, ? says so. Nothing here is needed.
"use strict";
(() => {
  const items = () => [...document.querySelectorAll(".blurb, .chapter, .chapter-index li, .fandom-index li")];
  let at = -1;
  const walk = (by) => {
    const all = items();
    if (!all.length) return;
    at = Math.min(Math.max(at + by, 0), all.length - 1);
    const link = all[at].querySelector("a");
    all[at].scrollIntoView({ block: "start" });
    if (link) link.focus({ preventScroll: true });
  };
  const turn = (rel) => {
    const link = document.querySelector(`a[rel="${rel}"]`);
    if (link) link.click();
  };
  const river = (way) => { document.querySelector(`.series a.${way}`)?.click(); };
  const start = document.documentElement.dir === "rtl" ? ["next", "prev"] : ["prev", "next"];
  const keys = {
    j: () => walk(1),
    k: () => walk(-1),
    ArrowLeft: () => turn(start[0]),
    ArrowRight: () => turn(start[1]),
    "[": () => river("previous"),
    "]": () => river("next"),
    "/": () => { document.querySelector("#search-text, #quick-search")?.focus(); },
    "?": () => { location.href = "/about#keys"; },
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
    event.preventDefault();
    keys[event.key]();
  });
})();
