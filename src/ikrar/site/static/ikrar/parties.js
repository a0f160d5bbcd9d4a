// Names of parties while somebody types: a field with data-parties gets a list of what may be meant. Without this
// script it is a plain field that takes the same words.
"use strict";

(() => {
  const WAIT = 120;

  function offer(field) {
    const list = document.createElement("datalist");
    list.id = `${field.id}-list`;
    field.after(list);
    field.setAttribute("list", list.id);
    let timer, asked;
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => ask(field.value.trim()), WAIT);
    });

    async function ask(typed) {
      if (!typed || typed === asked || [...list.options].some((o) => o.value === typed)) return;
      asked = typed;
      const answer = await fetch(`/parties/find?q=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" } });
      if (!answer.ok || asked !== typed) return;
      const { parties } = await answer.json();
      list.replaceChildren(
        ...parties.map((p) => {
          const option = document.createElement("option");
          option.value = p.written;
          option.label = [p.name, ...p.names.filter((n) => n !== p.name).slice(0, 3), p.country_name].join(" · ");
          return option;
        }),
      );
    }
  }

  document.querySelectorAll("input[data-parties]").forEach(offer);
})();
