// Makes and shows passkeys: asks the archive what is to be signed, the browser for the signature, and sends the form.
"use strict";
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const asked = async (button, form) => {
    const sent = new URLSearchParams();
    for (const name of ["csrf", "current"]) if (form.elements[name]) sent.set(name, form.elements[name].value);
    const answer = await fetch(button.dataset.ask, { method: "POST", body: sent, headers: { accept: "application/json" } });
    const said = await answer.json();
    if (answer.ok && !said.refused) return said;
    throw Object.assign(new Error(), { told: said.refused || said.detail });
  };
  const made = async (options) => {
    const known = options.excludeCredentials.map((one) => ({ ...one, id: bytes(one.id) }));
    const user = { ...options.user, id: bytes(options.user.id) };
    const publicKey = { ...options, challenge: bytes(options.challenge), user, excludeCredentials: known };
    const { response } = await navigator.credentials.create({ publicKey });
    const key = response.getPublicKey();
    return {
      client: text(response.clientDataJSON),
      authenticator: text(response.getAuthenticatorData()),
      key: text(key || new ArrayBuffer(0)),
      algorithm: response.getPublicKeyAlgorithm(),
    };
  };
  const shown = async (options) => {
    const publicKey = { ...options, challenge: bytes(options.challenge) };
    const { rawId, response } = await navigator.credentials.get({ publicKey });
    return {
      credential: text(rawId),
      user: text(response.userHandle || new ArrayBuffer(0)),
      client: text(response.clientDataJSON),
      authenticator: text(response.authenticatorData),
      signature: text(response.signature),
    };
  };
  for (const button of document.querySelectorAll("button[data-passkey]")) {
    const form = button.form;
    const slip = form.querySelector("[data-passkey-slip]");
    const elsewhere = form.querySelector("[data-passkey-elsewhere]");
    const tell = (sentence) => {
      slip.textContent = sentence;
      slip.hidden = !sentence;
    };
    button.addEventListener("click", async (event) => {
      const adds = button.dataset.passkey === "add";
      event.preventDefault();
      tell("");
      elsewhere.hidden = location.origin === button.dataset.origin;
      if (!elsewhere.hidden) return;
      if (!window.PublicKeyCredential) {
        tell(button.dataset.unable);
        return;
      }
      if (adds && !form.reportValidity()) return;
      button.disabled = true;
      try {
        const options = await asked(button, form);
        form.elements.passkey.value = JSON.stringify(adds ? await made(options) : await shown(options));
        if (button.hasAttribute("formaction")) form.action = button.formAction;
        form.submit();
      } catch (error) {
        tell(error.told || button.dataset.failed);
      }
      button.disabled = false;
    });
  }
})();
