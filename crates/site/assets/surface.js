// The text of a form: a page to write on beside HTML and Markdown, rich text as it is pasted, files as they are dropped.
// The archive turns one view into the other and cleans what comes in; the form does without.
"use strict";
(() => {
  const area = document.querySelector("textarea[data-text]");
  const form = area && area.form;
  const surface = document.getElementById("surface");
  if (!form || !surface) return;
  const select = form.elements.view;
  const views = form.querySelector("[data-views]");
  const tools = form.querySelector(".tools");
  const doctor = document.getElementById("doctor");
  const token = form.elements.csrf ? form.elements.csrf.value : "";
  // All HTML that is put into the page has been cleaned by the archive, or was written on this page.
  const policy = window.trustedTypes ? trustedTypes.createPolicy("surface", { createHTML: (html) => html }) : null;
  const html = (text) => (policy ? policy.createHTML(text) : text);
  const command = (name, value) => document.execCommand(name, false, value);

  let view = select.value;
  let isTouched = false;
  // Whether the text has spaces of its own that do not break; where it has none, they are the browser's.
  let isBound = false;

  const ask = async (text, from, to) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ csrf: token, text, from, to })) body.append(name, value);
    const answer = await fetch("/works/drafts/doctor", { method: "POST", body, headers: { accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  };
  const tell = (report) => { doctor.innerHTML = html(report); };
  // What is told of a text that is only turned stands under the report on what was taken in, which stays.
  const mention = (element) => {
    doctor.querySelectorAll("[data-passing]").forEach((old) => old.remove());
    if (!element) return;
    element.dataset.passing = "";
    doctor.append(element);
  };
  const turned = (report) => {
    const place = document.createElement("template");
    place.innerHTML = html(report.replaceAll("doctor-title", "doctor-turned"));
    mention(place.content.firstElementChild);
  };
  const failed = () => {
    const sentence = document.createElement("p");
    sentence.textContent = surface.dataset.failed;
    mention(sentence);
  };

  // Browsers write bold and italic letters; what is meant is weight and stress. At the edge of an element they write a space
  // that does not break for one that does; in an empty paragraph it is all there is.
  const bound = /(<p\b[^>]*>(?:&nbsp;)+<\/p>)|&nbsp;/g;
  const spaces = () => surface.innerHTML.replace(bound, (_, blank) => blank || " ");
  const written = () =>
    (isBound ? surface.innerHTML : spaces()).replace(/<(\/?)b>/g, "<$1strong>").replace(/<(\/?)i>/g, "<$1em>");
  const text = () => (view === "rich" && isTouched ? written() : area.value);
  const show = (to) => {
    view = to;
    const isRich = view === "rich";
    if (isRich) surface.innerHTML = html(area.value || "<p><br></p>");
    isTouched = false;
    isBound = isRich && spaces() !== surface.innerHTML;
    select.value = view;
    surface.hidden = tools.hidden = !isRich;
    area.hidden = isRich;
    area.required = !isRich;
    for (const button of views.children) button.setAttribute("aria-pressed", String(button.dataset.view === view));
  };
  const turn = async (to) => {
    if (to === view) return;
    views.setAttribute("aria-busy", "true");
    try {
      const answer = await ask(text(), view, to);
      area.value = answer.text;
      turned(answer.report);
      show(to);
      (to === "rich" ? surface : area).focus();
    } catch { failed(); }
    views.removeAttribute("aria-busy");
  };

  const selection = () => {
    const chosen = getSelection();
    const range = chosen.rangeCount ? chosen.getRangeAt(0) : null;
    return range && surface.contains(range.commonAncestorContainer) ? range : null;
  };
  const select_again = (range) => {
    surface.focus();
    if (!range) return;
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  };
  // One paragraph goes into the line; several are paragraphs of their own.
  const insert = (cleaned) => {
    const one = /^<p>((?:(?!<\/p>)[\s\S])*)<\/p>$/.exec(cleaned);
    isBound = isBound || /&nbsp;|&#160;|\u00a0/.test(cleaned);
    command("insertHTML", html(one ? one[1] : cleaned));
  };
  const paste = async (event) => {
    const data = event.clipboardData;
    if (!data) return;
    if (data.files.length && !data.types.includes("text/html")) { take(event, data.files); return; }
    const [rich, plain] = [data.getData("text/html"), data.getData("text/plain")];
    // Who pastes marks into a field of marks means the marks.
    const isMeantPlain = event.currentTarget === area && /<\/?[a-z][^>]*>/i.test(plain);
    if ((!rich && event.currentTarget === area) || isMeantPlain) return;
    event.preventDefault();
    const range = selection();
    const [start, end] = [area.selectionStart, area.selectionEnd];
    let answer = null;
    try { answer = await ask(rich || plain, rich ? "pasted" : "html", view); } catch { failed(); }
    if (view === "rich") {
      select_again(range);
      if (answer) insert(answer.text);
      else command("insertText", plain);
    } else {
      area.focus();
      area.setSelectionRange(start, end);
      command("insertText", answer ? answer.text : plain);
    }
    if (answer && answer.report) tell(answer.report);
  };
  const take = (event, files) => {
    const chooser = form.elements.file;
    if (!files.length || !chooser) return;
    event.preventDefault();
    chooser.files = files;
    form.querySelector("button[value=take]").click();
  };

  const block = () => {
    const range = selection();
    const node = range && range.startContainer;
    const element = node && (node.nodeType === 1 ? node : node.parentElement);
    return element && element.closest("#surface > *, blockquote, li, h2, h3, h4, h5, h6");
  };
  const footnote = () => {
    const numbers = [...surface.querySelectorAll("li.fs-note-text")].map((note) => Number(note.id.slice(2)) || 0);
    const number = Math.max(0, ...numbers) + 1;
    command("insertHTML", html(`<a class="fs-noteref" href="#fn${number}" id="fnref${number}">${number}</a>`));
    let list = surface.querySelector("ol.fs-notes");
    if (!list) {
      list = document.createElement("ol");
      list.className = "fs-notes";
    }
    surface.append(list);
    const note = document.createElement("li");
    note.className = "fs-note-text";
    note.id = "fn" + number;
    note.append(document.createElement("br"));
    list.append(note);
    getSelection().collapse(note, 0);
  };
  const deeds = {
    link: () => {
      const range = selection();
      const there = range && range.startContainer.parentElement.closest("a[href]");
      const where = prompt(surface.dataset.link, there ? there.getAttribute("href") : "https://");
      select_again(range);
      if (where === "") command("unlink");
      else if (where) command("createLink", where);
    },
    heading: () => command("formatBlock", block() && /^H\d$/.test(block().tagName) ? "p" : "h3"),
    quote: () => (block() && block().closest("blockquote") ? command("outdent") : command("formatBlock", "blockquote")),
    break: () => command("insertHTML", html("<hr><p><br></p>")),
    footnote,
  };
  const touched = () => {
    isTouched = true;
    // An emptied page would let the next letter stand in no paragraph.
    if (!surface.firstChild) surface.innerHTML = html("<p><br></p>");
  };
  const use = (tool) => {
    select_again(selection());
    if (deeds[tool]) deeds[tool]();
    else command(tool);
    touched();
    press();
  };
  const press = () => {
    if (view !== "rich") return;
    for (const tool of ["bold", "italic", "underline", "strikeThrough", "insertUnorderedList", "insertOrderedList"]) {
      tools.querySelector(`[data-tool=${tool}]`).setAttribute("aria-pressed", String(document.queryCommandState(tool)));
    }
  };

  // A toolbar is one stop of the Tab key; the arrows walk in it.
  const buttons = [...tools.querySelectorAll("button")];
  buttons.forEach((button, at) => { button.tabIndex = at ? -1 : 0; });
  tools.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const next = buttons[(buttons.indexOf(document.activeElement) + by + buttons.length) % buttons.length];
    buttons.forEach((button) => { button.tabIndex = button === next ? 0 : -1; });
    next.focus();
  });
  tools.addEventListener("mousedown", (event) => event.preventDefault());
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) use(button.dataset.tool);
  });
  views.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) turn(button.dataset.view);
  });
  surface.addEventListener("input", touched);
  document.addEventListener("selectionchange", press);
  [surface, area].forEach((field) => field.addEventListener("paste", paste));
  form.addEventListener("dragover", (event) => {
    if (event.dataTransfer.types.includes("Files")) event.preventDefault();
  });
  form.addEventListener("drop", (event) => take(event, event.dataTransfer.files));
  // Whoever reads the form, to send or to keep it, reads what stands on the page.
  form.addEventListener("formdata", (event) => {
    if (view === "rich") event.formData.set("body", text());
  });

  // What was kept of a form may hold chapters of a file, and another view than the one it opened with.
  form.addEventListener("filling", (event) => {
    const place = form.querySelector("[data-more]");
    if (!place) return;
    const there = [...form.querySelectorAll("[name=more]")].map((box) => box.value);
    for (const value of (event.detail.more || []).filter((value) => !there.includes(value))) {
      const label = document.createElement("label");
      label.className = "tick";
      const box = document.createElement("input");
      [box.type, box.name, box.value] = ["checkbox", "more", value];
      try { label.append(box, JSON.parse(value).title || place.dataset.label || "–"); } catch { continue; }
      place.append(label);
    }
    if (place.querySelector("[name=more]")) form.enctype = "multipart/form-data";
  });
  form.addEventListener("filled", () => show(select.value));

  select.append(new Option("rich", "rich"));
  form.querySelector(".field.view").hidden = true;
  views.hidden = false;
  command("defaultParagraphSeparator", "p");
  command("styleWithCSS", false);
  show(select.dataset.view);
})();
