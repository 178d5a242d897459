// A number beside a value leads to its words, and a number there to what was read from them.
"use strict";
(function () {
  var last = null;

  // What is asked for may lie in a part that is folded up.
  function unfold() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var folded = target && target.closest("details");
    if (folded && !folded.open) {
      folded.open = true;
      target.scrollIntoView();
    }
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a.n") : null;
    if (!link) return;
    if (last) last.classList.remove("cited");
    last = link.closest("td, dd, h1");
    if (last) last.classList.add("cited");
    setTimeout(unfold, 0);
  });
  window.addEventListener("hashchange", unfold);
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (each) { each.open = true; });
  });
  unfold();
})();
