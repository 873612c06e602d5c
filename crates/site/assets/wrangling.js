// Decides with single keys in a bin of undecided tags. Nothing is sent before the button is pressed; the form does without.
"use strict";
(() => {
  const rows = [...document.querySelectorAll(".bin-row")];
  let at = -1;
  const go = (to) => {
    if (!rows.length) return;
    at = Math.min(Math.max(to, 0), rows.length - 1);
    rows.forEach((row, n) => row.classList.toggle("current", n === at));
    rows[at].scrollIntoView({ block: "nearest" });
    rows[at].querySelector("input[type=radio]:checked, input[type=radio]").focus({ preventScroll: true });
  };
  const choose = (radio, stay) => {
    if (!radio) return;
    radio.checked = true;
    if (stay) rows[at].querySelector("input[type=text]").focus();
    else if (at + 1 < rows.length) go(at + 1);
    else document.querySelector(".bin-form button[type=submit]").focus();
  };
  const of = (word) => rows[at].querySelector(`input[type=radio][value="${word}"]`);
  const likely = (n) => rows[at].querySelectorAll(".likely input")[n];
  const keys = {
    j: () => go(at + 1),
    k: () => go(at - 1),
    c: () => choose(of("canonical")),
    s: () => choose(of("synonym"), true),
    b: () => choose(of("belongs")),
    x: () => choose(of("aside")),
    u: () => choose(of("")),
    t: () => rows[at].querySelector("input[type=checkbox]").click(),
    a: () => {
      const ticks = rows.map((row) => row.querySelector("input[type=checkbox]"));
      const on = !ticks.every((tick) => tick.checked);
      ticks.forEach((tick) => { tick.checked = on; });
    },
    d: () => document.querySelector(".bin-form").requestSubmit(),
    z: () => { const undo = document.querySelector(".decisions form"); if (undo) undo.requestSubmit(); },
    1: () => choose(likely(0)),
    2: () => choose(likely(1)),
    3: () => choose(likely(2)),
  };
  // Where decisions were made, the next tag has the keys; where one was taken back, the tag that came back has them.
  const back = rows.findIndex((row) => `#${row.id}` === location.hash);
  const isLed = back >= 0 || location.hash.startsWith("#row-") || location.hash === "#waiting";
  // The browser goes to the place in the address after the page is there, and would take the keys along.
  if (isLed) addEventListener("load", () => setTimeout(() => go(back)));
  document.addEventListener("focusin", (event) => {
    const row = rows.indexOf(event.target.closest(".bin-row"));
    if (row >= 0) at = row;
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input[type=text], textarea, select");
    // The name of one tag is typed; the form goes when all are decided about.
    if (event.key === "Enter" && !event.defaultPrevented && typing && typing.closest(".bin-row")) {
      event.preventDefault();
      return go(at + 1);
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
    event.preventDefault();
    if (!rows.length && event.key !== "z") return;
    if (at < 0 && !"jkadz".includes(event.key)) go(0);
    keys[event.key]();
  });
})();
