// A document: the words of a claim and its line in the margin light up together; j and k walk through the claims.
"use strict";

const claims = [...document.querySelectorAll(".claim[data-claim]")];
const marks = [...document.querySelectorAll(".mark[data-claims]")];

const wordsOf = (id) => marks.filter((mark) => mark.dataset.claims.split(" ").includes(id));

function light(id, name, on) {
  for (const mark of wordsOf(id)) mark.classList.toggle(name, on);
  document.getElementById(`c${id}`)?.classList.toggle(name, on);
}

function clear(name) {
  for (const lit of document.querySelectorAll(`.${name}`)) lit.classList.remove(name);
}

function here() {
  return (location.hash.match(/^#[cw](\d+)$/) || [])[1];
}

function follow() {
  clear("on");
  const id = here();
  if (id) light(id, "on", true);
}

for (const claim of claims) {
  claim.addEventListener("mouseenter", () => light(claim.dataset.claim, "near", true));
  claim.addEventListener("mouseleave", () => clear("near"));
}
for (const mark of marks) {
  mark.addEventListener("mouseenter", () => mark.dataset.claims.split(" ").forEach((id) => light(id, "near", true)));
  mark.addEventListener("mouseleave", () => clear("near"));
}

document.addEventListener("keydown", (event) => {
  if (!window.ikrarKeys?.free(event) || !claims.length) return;
  const step = { j: 1, k: -1 }[event.key];
  if (!step) return;
  const at = claims.findIndex((claim) => claim.dataset.claim === here());
  const next = claims[Math.min(claims.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
  event.preventDefault();
  location.hash = `c${next.dataset.claim}`;
});

window.addEventListener("hashchange", follow);
follow();
