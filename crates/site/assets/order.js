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
    for (const handle of list.querySelectorAll(".handle")) {
      const row = handle.closest("li");
      handle.addEventListener("keydown", (event) => {
        const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
        if (!by) return;
        event.preventDefault();
        move(row, by);
        handle.focus();
      });
      handle.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        row.classList.add("dragged");
        const middle = (other) => { const box = other.getBoundingClientRect(); return box.top + box.height / 2; };
        // A row that moves in the page loses what was bound to it, so the whole page listens.
        const follow = ({ clientY }) => {
          const { previousElementSibling: before, nextElementSibling: after } = row;
          if (before && clientY < middle(before)) move(row, -1);
          else if (after && clientY > middle(after)) move(row, 1);
        };
        const drop = () => {
          row.classList.remove("dragged");
          document.removeEventListener("pointermove", follow);
        };
        document.addEventListener("pointermove", follow);
        for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, drop, { once: true });
      });
    }
  }
})();
