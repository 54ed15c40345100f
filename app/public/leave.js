// The quick way out, and two buttons that should not wait for anything bigger: copy and print. Runs before anything
// is drawn, so that it works from the first moment on, and a page that was left is not shown again.
(() => {
  "use strict";
  const root = document.documentElement;
  const { exit, again } = document.currentScript.dataset;
  const whenReady = (run) =>
    document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", run) : run();

  const blank = () => {
    root.hidden = true;
    for (const field of document.querySelectorAll("input, textarea")) field.value = "";
    document.body?.replaceChildren();
    document.title = "\u200b";
  };

  let left = false;
  const leave = (event) => {
    event?.preventDefault();
    if (left) return;
    left = true;
    blank();
    // The picker stops its workers.
    dispatchEvent(new Event("leave"));
    // The answer empties the browser's cache of this site. Nothing waits for it.
    fetch("/leave", { method: "POST", keepalive: true }).catch(() => {});
    location.replace(exit);
  };

  // Shift three times, no more than five seconds from one to the next, nothing in between.
  let presses = 0;
  let expires;
  const say = () => {
    const count = document.querySelector("[data-leave-count]");
    if (count) count.textContent = { 1: count.dataset.two, 2: count.dataset.one }[presses] ?? "";
  };
  const forget = () => {
    presses = 0;
    clearTimeout(expires);
    say();
  };
  const pressed = (event) => {
    if (event.repeat) return;
    if (event.key !== "Shift") return forget();
    presses += 1;
    if (presses >= 3) return leave();
    say();
    clearTimeout(expires);
    expires = setTimeout(forget, 5000);
  };

  // Whether the person went back to this page from another site: then nothing of ours comes after it, or a page that
  // is shut for the same reason. Where the browser cannot tell, the page is shown.
  const cameBack = () => {
    const here = window.navigation?.currentEntry;
    if (!here) return false;
    const next = navigation.entries()[here.index + 1];
    return !next || next.getState()?.shut === true;
  };
  // In place of the page: one link, with words that could stand anywhere.
  const ask = () => {
    blank();
    window.navigation?.updateCurrentEntry({ state: { shut: true } });
    const link = document.createElement("a");
    link.href = location.href;
    link.textContent = again;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      window.navigation?.updateCurrentEntry({ state: null });
      location.reload();
    });
    const line = document.createElement("p");
    line.className = "again";
    line.append(link);
    document.body.append(line);
    root.hidden = false;
  };

  if (exit) {
    addEventListener("keydown", pressed, true);
    addEventListener("click", (event) => event.target.closest?.("[data-leave]") && leave(event), true);
    // On a phone: three fingers at once.
    addEventListener("touchstart", (event) => event.touches.length >= 3 && leave(), { passive: true });
    if (performance.getEntriesByType("navigation")[0]?.type === "back_forward" && cameBack()) {
      root.hidden = true;
      whenReady(ask);
    }
    // A page that the browser kept to go back to shows nothing of what was on it.
    addEventListener("pagehide", () => (root.hidden = true));
    addEventListener("pageshow", (event) => {
      if (!event.persisted) return;
      if (left) location.replace(exit);
      else if (cameBack()) ask();
      else location.reload();
    });
  }

  // A file that is dropped beside its place: the browser would show it, in full size and with its name in the history.
  for (const kind of ["dragover", "drop"]) {
    addEventListener(kind, (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault());
  }

  // What is to be copied: a text, or a letter with what was typed into it.
  const written = (part) => {
    const field = part.querySelector("input, textarea");
    const words = part.textContent.trim();
    if (!field) return words;
    if (field.type === "checkbox") return field.checked ? words : "";
    return field.value ? `${words}: ${field.value}` : "";
  };
  const copied = (element) =>
    element.children.length ? [...element.children].map(written).filter(Boolean).join("\n\n") : written(element);

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy], [data-print]");
    if (!button) return;
    if (button.hasAttribute("data-print")) return print();
    const element = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(copied(element));
      const before = button.textContent;
      button.textContent = button.dataset.copied;
      setTimeout(() => (button.textContent = before), 2000);
    } catch {
      // Not allowed to copy: what is to be copied is selected, so that one key does it.
      getSelection().selectAllChildren(element);
    }
  });
})();
