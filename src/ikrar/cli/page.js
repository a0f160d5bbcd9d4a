// The words of a claim and its line in the margin light up together; j and k walk through the claims.
"use strict";

const claims = [...document.querySelectorAll(".claim")];
const marks = [...document.querySelectorAll(".mark")];
const carried = (mark) => mark.dataset.claims.split(" ");

function light(id, on, name = "near") {
  document.getElementById(id)?.classList.toggle(name, on);
  for (const mark of marks) if (carried(mark).includes(id)) mark.classList.toggle(name, on);
}

function follow() {
  for (const lit of document.querySelectorAll(".on")) lit.classList.remove("on");
  const id = decodeURIComponent(location.hash.slice(1));
  if (id) light(id.replace("w", "c"), true, "on");
}

for (const claim of claims) {
  claim.addEventListener("mouseenter", () => light(claim.id, true));
  claim.addEventListener("mouseleave", () => light(claim.id, false));
}
for (const mark of marks) {
  mark.addEventListener("mouseenter", () => carried(mark).forEach((id) => light(id, true)));
  mark.addEventListener("mouseleave", () => carried(mark).forEach((id) => light(id, false)));
}

addEventListener("hashchange", follow);
follow();

document.addEventListener("keydown", (event) => {
  const step = { j: 1, k: -1 }[event.key];
  if (!step || !claims.length || event.ctrlKey || event.metaKey || event.altKey) return;
  const at = claims.findIndex((claim) => `#${claim.id}` === location.hash);
  const next = claims[Math.min(claims.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
  event.preventDefault();
  location.hash = next.id;
});
