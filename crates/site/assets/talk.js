// Leaves kudos without loading the page anew. The button does without.
"use strict";
for (const form of document.querySelectorAll("form.leave-kudos")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { accept: "application/json" } });
      const { told } = await answer.json();
      if (!answer.ok || !told) throw new Error();
      document.querySelector("#kudos [role=status]").textContent = told;
    } catch {
      form.submit();
    }
  });
}

// The box for a comment: it comes to the reader and goes back, takes words of the text, and keeps what a guest has typed in this
// tab. (What a member types is kept by the script of forms.) Without it the box stands under the text.
(() => {
  const say = document.querySelector("#say");
  const form = say?.querySelector(".say-form");
  if (!form) return;
  const text = form.elements.body;

  if (!("autosave" in form.dataset)) {
    const place = "foolscap:say:" + new URL(form.action).pathname;
    const names = ["name", "email", "body"];
    const read = () => JSON.stringify(names.map((name) => form.elements[name]?.value ?? ""));
    const opened = read();
    try {
      const kept = sessionStorage.getItem(place);
      // What was sent is kept until the answer leads to what was said.
      const isSaid = sessionStorage.getItem(place + ":sent") && location.hash.startsWith("#comment_");
      sessionStorage.removeItem(place + ":sent");
      if (isSaid) sessionStorage.removeItem(place);
      else if (kept && kept !== opened && !text.value) {
        const values = JSON.parse(kept);
        names.forEach((name, at) => { if (form.elements[name]) form.elements[name].value = values[at]; });
        form.querySelector(".saved").textContent = say.dataset.restored;
      }
    } catch { /* forbidden */ }
    const keep = () => { try { if (text.value) sessionStorage.setItem(place, read()); else sessionStorage.removeItem(place); } catch { /* full or forbidden */ } };
    form.addEventListener("input", keep);
    form.addEventListener("submit", () => { keep(); try { sessionStorage.setItem(place + ":sent", "1"); } catch { /* forbidden */ } });
    addEventListener("pagehide", keep);
  }

  const texts = document.querySelectorAll(".text[data-chapter]");
  if (!texts.length || !say.dataset.follow) return;
  const button = (words, deed) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "quiet", textContent: words });
    // A press must not take the selection away.
    made.addEventListener("pointerdown", (event) => event.preventDefault());
    made.addEventListener("click", deed);
    return made;
  };
  const place = document.createElement("div");
  const follow = () => {
    if (say.classList.contains("follows")) return;
    // The room that the box leaves stays, so that nothing on the page moves.
    place.style.height = `${say.offsetHeight}px`;
    say.before(place);
    say.classList.add("follows");
    down.hidden = false;
  };
  const rest = () => {
    say.classList.remove("follows");
    place.remove();
    down.hidden = true;
  };
  const down = button(say.dataset.down, () => { rest(); open.focus(); });
  down.hidden = true;
  form.querySelector(".deeds").append(down);
  say.addEventListener("keydown", (event) => { if (event.key === "Escape" && !down.hidden) { rest(); open.focus(); } });

  const chosen = () => {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return "";
    const range = selection.getRangeAt(0);
    const inside = [...texts].some((one) => one.contains(range.startContainer) && one.contains(range.endContainer));
    return inside ? selection.toString().trim() : "";
  };
  const quoted = (words) => {
    const safe = words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
    return `<blockquote>${safe}</blockquote>\n`;
  };
  const open = button(say.dataset.follow, () => { follow(); text.focus(); });
  const quote = button(say.dataset.quote, () => {
    const words = chosen();
    if (!words) return;
    text.value += (text.value && !text.value.endsWith("\n") ? "\n" : "") + quoted(words);
    text.dispatchEvent(new Event("input", { bubbles: true }));
    follow();
    text.focus();
    text.setSelectionRange(text.value.length, text.value.length);
    text.scrollTop = text.scrollHeight;
  });
  quote.hidden = true;
  const bar = document.createElement("div");
  bar.className = "say-bar away";
  bar.append(open, quote);
  // On a narrow page the buttons step away from the text that is read, and come when the reader turns back or has chosen words.
  let top = scrollY;
  addEventListener("scroll", () => {
    if (Math.abs(scrollY - top) < 12) return;
    bar.classList.toggle("away", scrollY > top && quote.hidden);
    top = scrollY;
  }, { passive: true });
  document.addEventListener("selectionchange", () => {
    const isNow = !chosen();
    if (isNow !== quote.hidden) bar.classList.toggle("away", isNow);
    quote.hidden = isNow;
  });
  document.querySelector("#chapters").before(bar);
  // Where the box can be seen anyway nothing leads to it.
  new IntersectionObserver(([seen]) => { bar.classList.toggle("rests", seen.isIntersecting); }).observe(say);
})();
