// Keys for reviewers: j and k move through the rows, Enter opens one, and what has data-key is pressed by its key.
// Everything works without this script; it only spares ways. Whoever presses keys by chance, or speaks to the machine,
// switches it off under "Your account" (WCAG 2.2, 2.1.4); the browser remembers that.
"use strict";

(() => {
  // Where someone came from, with what they were looking for. It is kept for as long as the tab is open.
  const FROM = "reclaim-queue";
  const back = document.querySelector("a[data-back]");
  try {
    if (location.pathname === "/staff") sessionStorage.setItem(FROM, location.search);
    else if (back) back.search = sessionStorage.getItem(FROM) ?? "";
  } catch {
    // Where nothing may be kept, the way back leads to all that is to do.
  }

  // Choices and boxes to mark take no letters, so the keys go on working there.
  const typing = (element) =>
    element instanceof HTMLInputElement
      ? !/^(radio|checkbox)$/.test(element.type)
      : element instanceof HTMLElement && (element.isContentEditable || /^(TEXTAREA|SELECT)$/.test(element.tagName));

  const move = (step) => {
    const rows = [...document.querySelectorAll("[data-row]")];
    if (rows.length === 0) return false;
    const here = rows.indexOf(document.activeElement);
    const next = here < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(here + step, 0), rows.length - 1);
    rows[next].focus();
    return true;
  };

  const press = (key) => {
    if (key === "j") return move(1);
    if (key === "k") return move(-1);
    if (key === "b" && location.pathname !== "/staff") {
      location.assign(back?.href ?? "/staff");
      return true;
    }
    if (key === "d") {
      const choice = document.querySelector('input[name="decision"]');
      choice?.focus();
      return choice !== null;
    }
    const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    target?.click();
    return target !== null;
  };

  const OFF = "reclaim-keys-off";
  const off = () => {
    try {
      return localStorage.getItem(OFF) !== null;
    } catch {
      return false;
    }
  };

  for (const hint of document.querySelectorAll("[data-keys-hint]")) hint.hidden = off();

  const box = document.querySelector("[data-keys]");
  if (box instanceof HTMLInputElement) {
    box.closest("[hidden]")?.removeAttribute("hidden");
    box.checked = !off();
    box.addEventListener("change", () => {
      try {
        if (box.checked) localStorage.removeItem(OFF);
        else localStorage.setItem(OFF, "yes");
      } catch {
        // Where nothing may be kept, the switch shows what holds.
        box.checked = !off();
      }
    });
  }

  // Whoever comes back to what they typed finds the fold open in which it stands. Browsers fill fields in again until then.
  window.addEventListener("pageshow", () => {
    for (const fold of document.querySelectorAll("details[data-typed]")) {
      const typed = [...fold.querySelectorAll("input:not([type=hidden])")].some((field) => field.value !== "");
      if (typed) fold.open = true;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (off() || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1 || typing(event.target)) return;
    if (press(event.key)) event.preventDefault();
  });
})();
