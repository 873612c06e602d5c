// Offers names of tags while one is typed, in a list that a keyboard and a screen reader can walk. The fields do without.
"use strict";
(() => {
  let count = 0;
  const part = (field) => {
    const at = field.selectionStart ?? field.value.length;
    const start = Math.max(...[",", "，", "、"].map((comma) => field.value.lastIndexOf(comma, at - 1))) + 1;
    const rest = field.value.slice(at).search(/[,，、]/);
    return { start, end: rest < 0 ? field.value.length : at + rest, word: field.value.slice(start, at).trim() };
  };
  const dress = (field) => {
    const list = document.createElement("ul");
    list.id = "names-" + (count += 1);
    list.className = "names";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", field.labels[0] ? field.labels[0].textContent : "");
    list.hidden = true;
    field.after(list);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) {
      field.setAttribute(name, value);
    }
    let at = -1;
    let asked = 0;
    const close = () => {
      list.hidden = true;
      at = -1;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    };
    const take = (name) => {
      const { start, end } = part(field);
      const before = field.value.slice(0, start);
      field.value = before + (before ? " " : "") + name + ", " + field.value.slice(end).replace(/^[,，、]\s*/, "");
      close();
      field.focus();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const show = (names) => {
      list.replaceChildren(...names.map(({ name }, n) => {
        const item = document.createElement("li");
        item.id = list.id + "-" + n;
        item.setAttribute("role", "option");
        item.textContent = name;
        item.addEventListener("mousedown", (event) => { event.preventDefault(); take(name); });
        return item;
      }));
      at = -1;
      list.hidden = !names.length;
      field.setAttribute("aria-expanded", String(!list.hidden));
    };
    const walk = (by) => {
      const items = [...list.children];
      at = (at + by + items.length) % items.length;
      items.forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
      field.setAttribute("aria-activedescendant", items[at].id);
      items[at].scrollIntoView({ block: "nearest" });
    };
    field.addEventListener("input", async (event) => {
      const { word } = part(field);
      const mine = (asked += 1);
      if (!word || !event.isTrusted) return close();
      await new Promise((done) => setTimeout(done, 120));
      if (mine !== asked) return;
      try {
        const asks = new URLSearchParams({ term: word });
        const fandoms = field.form && field.form.elements.fandoms;
        if (fandoms && fandoms !== field && fandoms.value) asks.set("fandoms", fandoms.value);
        const answer = await fetch("/autocomplete/" + field.dataset.completes + "?" + asks);
        if (mine === asked && answer.ok) show(await answer.json());
      } catch { close(); }
    });
    field.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") walk(event.key === "ArrowDown" ? 1 : -1);
      else if (event.key === "Enter" && at >= 0) take(list.children[at].textContent);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    });
    field.addEventListener("blur", () => { asked += 1; close(); });
  };
  document.querySelectorAll("input[data-completes]").forEach(dress);
})();
