// Keys for people who live in the console; every page works without them.
"use strict";

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = { j: () => step(1), k: () => step(-1), n: () => follow("[data-key=n]"),
    c: claim,
    "?": () => document.getElementById("the-keys")?.focus(), q: () => follow("[accesskey=q]"), "/": () => document.getElementById("find")?.focus() }[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});

function step(by) {
  const rows = [...document.querySelectorAll("a[data-row]")];
  if (!rows.length) return;
  const here = rows.indexOf(document.activeElement);
  const next = here < 0 ? (by > 0 ? 0 : rows.length - 1) : here + by;
  rows[Math.min(Math.max(next, 0), rows.length - 1)].focus();
}

function claim() {
  const row = document.activeElement.closest("a[data-row]");
  (row || document.querySelector("button[data-key=c]"))?.click();
}

function follow(selector) {
  const link = document.querySelector(selector);
  if (link) location.assign(link.href);
}

document.querySelector(".error-summary")?.focus();
