// Says so where the picker cannot start: because the browser knows no modules, or because islands.js does not come, is
// not understood, gives up, or keeps people waiting. In words that browsers understand which understand nothing newer.
(function () {
  "use strict";

  var reason = null;
  var show = function () {
    var place = document.getElementById("unable");
    if (!reason || !place || !place.hasAttribute("hidden")) return;
    document.getElementById(reason).removeAttribute("hidden");
    place.removeAttribute("hidden");
    // Nothing in it would answer.
    var picker = document.querySelector("leptos-island");
    if (picker) picker.setAttribute("hidden", "");
  };
  var say = function (why) {
    reason = why;
    show();
  };

  // What was only late hides this again.
  var hide = function () {
    var place = document.getElementById("unable");
    var picker = document.querySelector("leptos-island");
    clearTimeout(patience);
    reason = null;
    place.setAttribute("hidden", "");
    if (picker) picker.removeAttribute("hidden");
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
  document.addEventListener("DOMContentLoaded", show);
})();
