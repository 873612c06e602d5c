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
    else go(at + 1);
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
    1: () => choose(likely(0)),
    2: () => choose(likely(1)),
    3: () => choose(likely(2)),
  };
  document.addEventListener("focusin", (event) => {
    const row = rows.indexOf(event.target.closest(".bin-row"));
    if (row >= 0) at = row;
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input[type=text], textarea, select");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
    event.preventDefault();
    if (at < 0 && !"jk".includes(event.key)) go(0);
    keys[event.key]();
  });
})();
