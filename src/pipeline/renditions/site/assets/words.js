// On a phone the words stand far below: a number that leads to them also leads back.
"use strict";
(function () {
  var last = null;
  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a.n") : null;
    if (!link) return;
    var target = document.getElementById(link.hash.slice(1));
    if (!target) return;
    if (last) last.classList.remove("cited");
    // from the words to the value itself, where the reader came from one
    last = link.closest("td, dd, h1");
    if (last) last.classList.add("cited");
  });
})();
