// Searches what documents.js, actors.js or recipients.js holds. Only text is put into the page, never markup.
"use strict";
(function () {
  var data = window.CHANCERY;
  var form = document.querySelector("form.find");
  var body = document.querySelector("#found tbody");
  var count = document.querySelector(".count");
  var more = document.querySelector("button.more");
  if (!data || !form) return;
  var PAGE = 100;
  var shown = 0;
  var found = [];

  var order = new Intl.Collator("en", { numeric: true }).compare;

  // Letters without their accents, in small letters, so that "Chiu" finds "Chìu".
  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }
  function element(name, text, className) {
    var made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  }
  function link(place, text) {
    var made = element("a");
    made.href = place;
    var isolated = element("bdi", text);
    made.appendChild(isolated);
    return made;
  }
  function cell(row, content, className) {
    var made = element("td", undefined, className);
    if (content instanceof Node) made.appendChild(content);
    else made.textContent = content;
    row.appendChild(made);
  }
  function words(code) {
    return code.replace(/_/g, " ");
  }
  function chip(code, kind) {
    return code ? element("span", words(code), "chip " + kind + "-" + code) : "";
  }
  function year(text) {
    var number = parseInt(text, 10);
    return isNaN(number) ? null : number;
  }
  function within(first, last, wish) {
    if (wish.first !== null && (last || 0) < wish.first) return false;
    if (wish.last !== null && (first === 0 || first > wish.last)) return false;
    return true;
  }
  function coded(value, wish) {
    return !wish || (wish === "-" ? value === "" : value === wish);
  }

  // What is written, as a wish.
  function wished() {
    var wish = { terms: plain(form.elements.q.value).split(/\s+/).filter(Boolean), sides: sides };
    Array.prototype.forEach.call(form.elements, function (each) {
      if (each.name && each.name !== "q") wish[each.name] = each.type === "checkbox" ? each.checked : each.value;
    });
    wish.first = year(wish.first);
    wish.last = year(wish.last);
    return wish;
  }

  // ---- documents: file, title, subject, numbers, date, first, last, source, type, priority, classification, issues,
  //      senders, recipients, names
  var sides = {};
  var documents = {
    text: function (row) {
      var names = row[14].map(function (at) { return data.names[at]; });
      return [row[1], row[2], row[3], names.join(" \n ")].join(" \n ");
    },
    takes: function (row, wish) {
      return coded(row[7], wish.source_id) && coded(row[8], wish.document_type) && coded(row[9], wish.priority_code) &&
        coded(row[10], wish.classification_code) && within(row[5], row[6], wish) && (!wish.issues || row[11] > 0) &&
        (wish.sides.from === undefined || row[12].indexOf(wish.sides.from) >= 0) &&
        (wish.sides.to === undefined || row[13].indexOf(wish.sides.to) >= 0);
    },
    order: function (rows, wish) {
      if (wish.sort === "new") return rows.slice().reverse();
      if (wish.sort === "title") return rows.slice().sort(function (a, b) { return order(a[1], b[1]); });
      return rows;
    },
    show: function (row) {
      var line = element("tr");
      cell(line, row[4], "date");
      var title = element("div");
      title.appendChild(link("documents/" + row[0], row[1]));
      if (row[2]) {
        title.appendChild(element("br"));
        var subject = element("small");
        subject.appendChild(element("bdi", row[2]));
        title.appendChild(subject);
      }
      cell(line, title);
      cell(line, words(row[8]));
      cell(line, chip(row[9], "p"));
      cell(line, chip(row[10], "c"));
      cell(line, row[11] ? String(row[11]) : "", "num");
      return line;
    },
    one: "document", many: "documents",
  };

  // ---- actors: place, name, type, state, role, documents, events, first, last, forms
  var actors = {
    text: function (row) { return [row[1], row[4], row[9]].join(" \n "); },
    takes: function (row, wish) { return coded(row[2], wish.type); },
    order: function (rows, wish) {
      if (wish.sort === "name") return rows;
      return rows.slice().sort(function (a, b) { return b[5] - a[5] || b[6] - a[6]; });
    },
    show: function (row) {
      var line = element("tr");
      cell(line, link(row[0], row[1]));
      cell(line, words(row[2]));
      cell(line, row[3]);
      var role = element("bdi", row[4]);
      cell(line, role);
      cell(line, String(row[5]), "num");
      cell(line, row[6] ? String(row[6]) : "", "num");
      cell(line, row[7] === row[8] ? row[7] : row[7] + "–" + row[8], "date");
      return line;
    },
    one: "actor", many: "actors",
  };

  // ---- recipients: rows of recipient, document, step, copies, first, last, priority; counted anew for each wish
  var recipients = {
    rows: function (wish) {
      var counted = new Map();
      data.rows.forEach(function (row) {
        if (!coded(row[6], wish.priority) || (wish.type && row[2] !== wish.type) || !within(row[4], row[5], wish)) return;
        var of = counted.get(row[0]);
        if (!of) counted.set(row[0], of = { at: row[0], copies: 0, documents: new Set() });
        of.copies += row[3] || 0;
        of.documents.add(row[1]);
      });
      return Array.from(counted.values());
    },
    text: function (at) { return data.actors[at][1]; },
    order: function (rows, wish) {
      function byName(a, b) { return order(data.actors[a.at][1], data.actors[b.at][1]); }
      return rows.sort(function (a, b) {
        if (wish.sort === "name") return byName(a, b);
        var first = wish.sort === "documents" ? 0 : b.copies - a.copies;
        return first || b.documents.size - a.documents.size || byName(a, b);
      });
    },
    show: function (of) {
      var line = element("tr");
      var called = data.actors[of.at];
      cell(line, link(called[2], called[1]));
      cell(line, of.copies ? String(of.copies) : "", "num");
      cell(line, String(of.documents.size), "num");
      return line;
    },
    one: "recipient", many: "recipients",
  };

  var view = { documents: documents, actors: actors, recipients: recipients }[data.kind];
  // the text of every row, made ready once
  var texts = (data.kind === "recipients" ? data.actors.map(function (_, at) { return at; }) : data.rows).map(function (row) {
    return plain(view.text(row));
  });

  function matching(wish) {
    function has(at) {
      return wish.terms.every(function (term) { return texts[at].indexOf(term) >= 0; });
    }
    if (view.rows) return view.rows(wish).filter(function (of) { return has(of.at); });
    return data.rows.filter(function (row, at) { return view.takes(row, wish) && has(at); });
  }

  function search() {
    var wish = wished();
    found = view.order(matching(wish), wish);
    shown = 0;
    body.textContent = "";
    append();
    count.textContent = found.length.toLocaleString("en") + " " + (found.length === 1 ? view.one : view.many) + " found";
    remember();
  }
  function append() {
    var lines = document.createDocumentFragment();
    found.slice(shown, shown + PAGE).forEach(function (row) { lines.appendChild(view.show(row)); });
    body.appendChild(lines);
    shown = Math.min(found.length, shown + PAGE);
    more.hidden = shown >= found.length;
    more.textContent = "Show " + Math.min(PAGE, found.length - shown) + " more of " + (found.length - shown).toLocaleString("en");
  }

  // What is asked for stands in the address, so that it can be passed on and the way back finds it again.
  function remember() {
    var parts = new URLSearchParams();
    Array.prototype.forEach.call(form.elements, function (each) {
      if (!each.name) return;
      var value = each.type === "checkbox" ? (each.checked ? "1" : "") : each.value;
      if (value) parts.set(each.name, value);
    });
    ["from", "to"].forEach(function (side) {
      if (sides[side] !== undefined) parts.set(side, sides[side] < 0 ? "" : data.actors[sides[side]][0]);
    });
    var address = parts.toString();
    history.replaceState(null, "", address ? "#" + address : location.pathname + location.search);
  }
  function recall() {
    var parts = new URLSearchParams(location.hash.slice(1));
    Array.prototype.forEach.call(form.elements, function (each) {
      if (!each.name) return;
      if (each.type === "checkbox") each.checked = parts.get(each.name) === "1";
      else each.value = parts.get(each.name) || "";
    });
    sides = {};
    if (data.kind === "documents") {
      ["from", "to"].forEach(function (side) {
        if (!parts.get(side)) return;
        sides[side] = data.actors.findIndex(function (each) { return each[0] === parts.get(side); });
      });
      tell();
    }
    search();
  }
  // From whom and to whom, where another page asked for it.
  function tell() {
    var place = document.querySelector(".sides");
    place.textContent = "";
    place.hidden = sides.from === undefined && sides.to === undefined;
    ["from", "to"].forEach(function (side) {
      if (sides[side] === undefined) return;
      var name = sides[side] < 0 ? "nobody known" : data.actors[sides[side]][1];
      var button = element("button", side + " " + name + " ✕");
      button.type = "button";
      button.setAttribute("aria-label", "No longer only " + side + " " + name);
      button.addEventListener("click", function () {
        delete sides[side];
        tell();
        search();
        form.elements.q.focus();
      });
      place.appendChild(button);
      place.appendChild(document.createTextNode(" "));
    });
  }

  var waiting = 0;
  form.addEventListener("submit", function (event) { event.preventDefault(); search(); });
  form.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(search, 60);
  });
  form.addEventListener("reset", function () {
    sides = {};
    if (data.kind === "documents") tell();
    setTimeout(search, 0);
  });
  more.addEventListener("click", function () {
    var first = shown;
    append();
    var line = body.rows[first];
    var target = line && line.querySelector("a");
    if (target) target.focus();
  });
  window.addEventListener("hashchange", recall);
  recall();
})();
