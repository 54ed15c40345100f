// A button that copies what stands beside it. Where scripts do not run it is not shown, and the text can be marked.
(() => {
  "use strict";
  for (const button of document.querySelectorAll("[data-copy]")) {
    const element = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(element.textContent);
        const before = button.textContent;
        button.textContent = button.dataset.copied;
        setTimeout(() => (button.textContent = before), 2000);
      } catch {
        // Not allowed to copy: what is to be copied is marked, so that one key does it.
        getSelection().selectAllChildren(element);
      }
    });
  }
})();
