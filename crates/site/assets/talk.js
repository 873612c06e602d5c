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
