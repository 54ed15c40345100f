// The quick way out, and two buttons that should not wait for anything bigger: copy and print.
(() => {
  "use strict";
  const link = document.querySelector("[data-leave]");
  const root = document.documentElement;
  let left = false;

  const blank = () => {
    root.hidden = true;
    for (const field of document.querySelectorAll("input, textarea")) field.value = "";
    document.body.replaceChildren();
    document.title = "\u200b";
  };

  const leave = (event) => {
    event?.preventDefault();
    left = true;
    blank();
    location.replace(link.href);
  };

  // Shift three times within five seconds, nothing in between.
  const count = document.querySelector("[data-leave-count]");
  let presses = [];
  const say = () => {
    if (count) count.textContent = { 1: count.dataset.two, 2: count.dataset.one }[presses.length] ?? "";
  };
  const forget = () => {
    presses = [];
    say();
  };
  const pressed = (event) => {
    if (event.repeat) return;
    if (event.key !== "Shift") return forget();
    const now = event.timeStamp;
    presses = [...presses.filter((before) => now - before < 5000), now];
    if (presses.length >= 3) return leave();
    say();
    setTimeout(() => {
      if (presses.at(-1) === now) forget();
    }, 5000);
  };

  if (link) {
    link.addEventListener("click", leave);
    addEventListener("keydown", pressed, true);
    // On a phone: three fingers at once.
    addEventListener("touchstart", (event) => event.touches.length >= 3 && leave(), { passive: true });
    // A page that the browser kept to go back to shows nothing of what was on it.
    addEventListener("pagehide", () => (root.hidden = true));
    addEventListener("pageshow", (event) => {
      if (!event.persisted) return;
      blank();
      location.replace(left ? link.href : location.href);
    });
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy], [data-print]");
    if (!button) return;
    if (button.hasAttribute("data-print")) return print();
    const value = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(value.textContent.trim());
      const before = button.textContent;
      button.textContent = button.dataset.copied;
      setTimeout(() => (button.textContent = before), 2000);
    } catch {
      // Not allowed to copy: what is to be copied is selected, so that one key does it.
      getSelection().selectAllChildren(value);
    }
  });
})();
