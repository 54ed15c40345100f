// Asks the browser for a passkey, or to make one, and sends its answer with the form that it stands in.
(() => {
  "use strict";
  const can =
    window.PublicKeyCredential?.parseCreationOptionsFromJSON &&
    window.PublicKeyCredential.parseRequestOptionsFromJSON;
  if (!can) return;

  const ask = (kind, options) =>
    kind === "making"
      ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const trouble = form.querySelector("[data-passkey-trouble]");
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      trouble.hidden = true;
      try {
        const credential = await ask(form.dataset.passkey, JSON.parse(form.dataset.options));
        form.elements.answer.value = JSON.stringify(credential.toJSON());
        form.submit();
      } catch {
        trouble.hidden = false;
      }
    });
  }
})();
