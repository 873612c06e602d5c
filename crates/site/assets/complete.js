// Offers names of tags while one is typed, and terms of a search, in a list that a keyboard and a screen reader can walk. The fields do without.
"use strict";
(() => {
  let count = 0;
  // In a search, what stands behind the name of a field, up to where it is typed.
  const term = /(?:^|[\s(|-])([a-z_.]+:\s?(?:["“”„«»][^"“”„«»]*|[^\s()|"]*))$/i;
  const isQuery = (field) => field.dataset.completes === "query";
  const part = (field) => {
    const at = field.selectionStart ?? field.value.length;
    if (isQuery(field)) {
      const found = term.exec(field.value.slice(0, at));
      const word = found ? found[1] : "";
      return { start: at - word.length, end: at, word };
    }
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
      const [before, after] = [field.value.slice(0, start), field.value.slice(end)];
      if (isQuery(field)) {
        field.value = before + name + " " + after.replace(/^["“”„«»]?\s*/, "");
        field.setSelectionRange(start + name.length + 1, start + name.length + 1);
      } else field.value = before + (before ? " " : "") + name + ", " + after.replace(/^[,，、]\s*/, "");
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
      // The first step up leads to the last one, as the first step down does to the first.
      at = at < 0 && by < 0 ? items.length - 1 : (at + by + items.length) % items.length;
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
  document.querySelectorAll("input[data-completes]:not([role=combobox])").forEach(dress);
})();
