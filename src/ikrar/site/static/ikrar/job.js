// Looks after a job while it is at work: fetches how far it is, says so to those who listen, and shows the whole page
// once the job has ended. Where the script does not run, the page loads itself again.
"use strict";

(() => {
  const place = document.querySelector("[data-progress]");
  const live = document.querySelector("[data-live]");
  if (!place) return;
  let wait = 1000;
  let said = "";

  async function look() {
    try {
      const answer = await fetch(place.dataset.progress, { headers: { "X-Requested-With": "fetch" }, redirect: "error" });
      if (!answer.ok) throw new Error(String(answer.status));
      const held = place.contains(document.activeElement) && document.activeElement.matches("button");
      if (!held) place.innerHTML = await answer.text();
      wait = 1000;
    } catch {
      wait = Math.min(wait * 2, 30000);
    }
    const now = place.querySelector("[data-said]");
    if (now && now.dataset.said !== said) {
      said = now.dataset.said;
      live.textContent = said;
    }
    if (now?.dataset.ended === "yes") location.reload();
    else setTimeout(look, document.hidden ? 5000 : wait);
  }

  setTimeout(look, wait);
})();
