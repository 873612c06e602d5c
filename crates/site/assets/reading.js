// Keeps how far somebody has read, and opens the paragraph where they stopped. Without it there is a button at the end of a chapter.
"use strict";
(() => {
  const token = document.querySelector("input[name=csrf]");
  const texts = [...document.querySelectorAll(".text[data-chapter]")];
  if (!token || !texts.length) return;
  const work = document.querySelector("[data-reading]")?.dataset.reading;
  const blocks = (text) => [...text.querySelectorAll("p, h1, h2, h3, h4, h5, h6, pre, hr")].filter((block) => !block.classList.contains("landmark"));
  // FNV-1a over the UTF-16 of a paragraph without its white space: the archive marks paragraphs in the same way.
  const mark = (words) => {
    const letters = words.replace(/\s+/g, "");
    let hash = 0x811c9dc5;
    for (let at = 0; at < letters.length; at++) hash = Math.imul(hash ^ letters.charCodeAt(at), 0x01000193);
    return (hash >>> 0).toString(16).padStart(8, "0");
  };
  const open = () => {
    const wanted = /^#p(\d+)$/.exec(location.hash);
    const block = wanted && blocks(texts[0])[Number(wanted[1])];
    if (!block) return;
    block.scrollIntoView({ block: "start" });
    block.classList.add("stopped-here");
  };
  open();
  addEventListener("hashchange", open);
  // The paragraph that the top of the window is in, or the end of a chapter that has been passed.
  const place = () => {
    const edge = window.innerHeight / 10;
    const text = texts.filter((one) => one.getBoundingClientRect().top < edge).pop();
    if (!text) return null;
    if (text.getBoundingClientRect().bottom <= window.innerHeight) return { chapter: text.dataset.chapter, paragraph: "end", mark: "" };
    const all = blocks(text);
    const at = all.findIndex((block) => block.getBoundingClientRect().bottom > edge);
    return at < 0 ? null : { chapter: text.dataset.chapter, paragraph: String(at), mark: mark(all[at].textContent) };
  };
  let told = "", moved = false, timer = 0;
  const tell = () => {
    clearTimeout(timer);
    timer = 0;
    const now = moved && place();
    if (!now) return;
    const body = new URLSearchParams({ ...now, csrf: token.value });
    if (String(body) === told) return;
    told = String(body);
    fetch(`/works/${work}/place`, { method: "POST", body, keepalive: true, credentials: "same-origin" }).catch(() => { told = ""; });
  };
  addEventListener("scroll", () => {
    moved = true;
    if (!timer) timer = setTimeout(tell, 5000);
  }, { passive: true });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") tell(); });
  addEventListener("pagehide", tell);
})();
