// Lets the rows of an order be dragged, by hand or with the arrow keys of their handle, and fills in their numbers. The numbers do without.
"use strict";
(() => {
  for (const list of document.querySelectorAll("ol[data-drag]")) {
    const number = () => [...list.children].forEach((row, at) => {
      const field = row.querySelector("[name=place]");
      if (field) field.value = at + 1;
    });
    const move = (row, by) => {
      const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
      if (!other) return;
      if (by < 0) other.before(row); else other.after(row);
      number();
    };
    for (const row of list.children) {
      const handle = document.createElement("button");
      handle.type = "button";
      handle.className = "handle";
      handle.textContent = "⠿";
      const title = row.querySelector("a, span");
      handle.setAttribute("aria-label", list.dataset.drag + " " + (title ? title.textContent.trim() : ""));
      row.prepend(handle);
      handle.addEventListener("keydown", (event) => {
        const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
        if (!by) return;
        event.preventDefault();
        move(row, by);
        handle.focus();
      });
      handle.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        handle.setPointerCapture(event.pointerId);
        row.classList.add("dragged");
      });
      handle.addEventListener("pointermove", (event) => {
        if (!row.classList.contains("dragged")) return;
        const middle = (other) => { const box = other.getBoundingClientRect(); return box.top + box.height / 2; };
        const before = row.previousElementSibling;
        const after = row.nextElementSibling;
        if (before && event.clientY < middle(before)) move(row, -1);
        else if (after && event.clientY > middle(after)) move(row, 1);
      });
      const drop = () => row.classList.remove("dragged");
      handle.addEventListener("pointerup", drop);
      handle.addEventListener("pointercancel", drop);
    }
  }
})();
