// Says so where the picker cannot start: because the browser knows no modules, or because islands.js does not come, is
// not understood, gives up, or keeps people waiting. In words that browsers understand which understand nothing newer.
// The page shows what is said then as it stands, for browsers that run no scripts; so it is hidden before it is drawn.
(function () {
  "use strict";

  var reason = null;
  // With what becomes of files that are chosen in it: nothing in it would answer.
  var hidePicker = function (isHidden) {
    var parts = document.querySelectorAll("leptos-island, #picker-for.scripted");
    for (var i = 0; i < parts.length; i += 1) parts[i].hidden = isHidden;
  };
  // Shows why, if there is a reason, and hides all of it if there is none.
  var settle = function () {
    var place = document.getElementById("unable");
    if (!place) return;
    if (!reason) {
      place.setAttribute("hidden", "");
      hidePicker(false);
      return;
    }
    var why = document.getElementById(reason);
    // It is being read only now.
    if (!why) return;
    why.removeAttribute("hidden");
    place.removeAttribute("hidden");
    hidePicker(true);
  };
  var say = function (why) {
    if (reason) return;
    reason = why;
    settle();
  };

  // What was only late hides this again.
  var hide = function () {
    clearTimeout(patience);
    var why = reason && document.getElementById(reason);
    if (why) why.setAttribute("hidden", "");
    reason = null;
    settle();
  };
  // The rest of the program may also just never come.
  var patience = setTimeout(function () {
    var files = document.getElementById("files");
    if (!files || files.disabled) say("cannot-start");
  }, 45000);

  if (!("noModule" in document.createElement("script"))) say("old-browser");
  var isIslands = function (address) {
    return /\/islands\.js$/.test(address || "");
  };
  window.addEventListener(
    "error",
    function (event) {
      // Of a script that did not come, or of one that was not understood.
      if (isIslands(event.target.src)) say("cannot-start");
      else if (isIslands(event.filename)) say("old-browser");
    },
    true
  );
  window.addEventListener("unable", function () {
    say("cannot-start");
  });
  window.addEventListener("awake", hide);
  // Browsers tell of what was read before they draw it.
  if (window.MutationObserver) {
    var observer = new MutationObserver(function () {
      if (!document.getElementById("unable")) return;
      observer.disconnect();
      settle();
    });
    observer.observe(document.documentElement, { childList: true, subtree: true });
  }
  document.addEventListener("DOMContentLoaded", settle);
})();
