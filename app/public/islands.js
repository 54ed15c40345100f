// Wakes the islands of a page: loads the bundle and calls, for each <leptos-island>, the function that it names.
// What Leptos would write into the page, as a file, so that no script stands in any page.
const here = (file) => new URL(file, import.meta.url).href;

// A function, because a browser that is too old for `await` outside of one would not even come to the `catch`.
const wake = async () => {
  const islands = await import(here("reclaim.js"));
  await islands.default({ module_or_path: here("reclaim_bg.wasm") });
  islands.hydrate();
  for (const element of document.querySelectorAll("leptos-island")) {
    islands[element.dataset.component](element);
  }
  dispatchEvent(new Event("awake"));
};

// An old browser, or the network went: unable.js says so and shows other ways.
wake().catch(() => dispatchEvent(new Event("unable")));
