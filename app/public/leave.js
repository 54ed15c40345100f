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
    if (document.body) document.body.textContent = "";
    document.title = "\u200b";
  };

  let left = false;
  // Whether something of a page is what would be pasted.
  let isCopied = false;
  const leave = (event) => {
    event?.preventDefault();
    if (left) return;
    left = true;
    // Whatever a browser lacks: the page is left.
    try {
      blank();
      // The picker stops its workers.
      dispatchEvent(new Event("leave"));
      if (isCopied) navigator.clipboard?.writeText("").catch(() => {});
      // The answer empties the browser's cache of this site. Nothing waits for it.
      fetch("/leave", { method: "POST", keepalive: true }).catch(() => {});
    } finally {
      location.replace(exit);
    }
  };

  // Shift three times, no more than five seconds from one to the next, nothing in between. Held for the mouse, to select
  // a text, it is none of them.
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

  const pointed = (event) => event.shiftKey && forget();

  // Whether the person went back or forward to this page from another site, or from a page that is shut for that reason.
  // Browsers that do not say what was open before go by what comes after. Where none can tell, the page is shown.
  const cameBack = () => {
    const here = window.navigation?.currentEntry;
    if (!here) return false;
    const from = navigation.activation ? navigation.activation.from : navigation.entries()[here.index + 1];
    return [from, here].some((page) => !page || page.getState()?.shut === true);
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
    addEventListener("pointerdown", pointed, true);
    addEventListener("wheel", pointed, { capture: true, passive: true });
    addEventListener("click", (event) => event.target.closest?.("[data-leave]") && leave(event), true);
    // On a phone: three fingers at once. Where number and PIN stand, which cannot be had again, only if they come up as
    // they went down: three that are moved take a screenshot on some phones.
    let fingers;
    const keepsReceipt = () => document.getElementById("receipt")?.hidden === false;
    const touched = (event) => {
      if (event.touches.length < 3) return;
      if (!keepsReceipt()) return leave();
      fingers = new Map([...event.touches].map((touch) => [touch.identifier, touch]));
    };
    const isAway = (touch) => {
      const start = fingers?.get(touch.identifier);
      return start && Math.hypot(touch.clientX - start.clientX, touch.clientY - start.clientY) > 30;
    };
    const moved = (event) => [...event.changedTouches].some(isAway) && (fingers = undefined);
    addEventListener("touchstart", touched, { passive: true });
    addEventListener("touchmove", moved, { passive: true });
    addEventListener("touchcancel", () => (fingers = undefined));
    addEventListener("touchend", (event) => {
      moved(event);
      if (fingers && !event.touches.length) leave();
    });
    if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") {
      if (cameBack()) {
        root.hidden = true;
        whenReady(ask);
      }
    } else if (window.navigation?.currentEntry?.getState()?.shut) {
      // The browser was asked to load it again, which opens it as the link does.
      navigation.updateCurrentEntry({ state: null });
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
    const text = copied(element);
    try {
      await navigator.clipboard.writeText(text);
      isCopied = true;
      const before = button.textContent;
      button.textContent = button.dataset.copied;
      setTimeout(() => (button.textContent = before), 2000);
    } catch {
      // Not allowed to copy: what is to be copied is shown and selected, so that one key does it.
      const shown = button.dataset.byHand ? byHand(button, text) : element;
      getSelection().selectAllChildren(shown);
    }
  });
  // The text itself: what was typed into a field cannot be selected together with what stands around it.
  const byHand = (button, text) => {
    button.parentElement.querySelector(".by-hand")?.remove();
    const place = document.createElement("div");
    const hint = document.createElement("p");
    const words = document.createElement("pre");
    place.className = "by-hand";
    place.setAttribute("role", "alert");
    hint.textContent = button.dataset.byHand;
    words.textContent = text;
    words.tabIndex = -1;
    place.append(hint, words);
    button.after(place);
    words.focus();
    return words;
  };

  // On paper what was typed stands as text, which goes on from one sheet to the next; a field does not. The styles print
  // it, so that no element holds it that the page would have to be rid of.
  const blanks = () => document.querySelectorAll(".letter textarea");
  addEventListener("beforeprint", () => {
    for (const { parentElement, value } of blanks()) if (value) parentElement.dataset.written = value;
  });
  addEventListener("afterprint", () => {
    for (const { parentElement } of blanks()) delete parentElement.dataset.written;
  });

  // Where a field does not grow by itself (see `field-sizing` in the styles), all that is in it is to be seen.
  if (!CSS.supports("field-sizing", "content")) {
    const grow = (field) => {
      field.style.blockSize = "auto";
      field.style.blockSize = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
    };
    document.addEventListener("input", (event) => event.target.matches?.(".letter textarea") && grow(event.target));
  }
})();
