// Forms that help while one writes: parties by the first letters of their names, fields by typing, dates as understood;
// and choosing several claims by keyboard. Without this script the same forms take the same words.
"use strict";

(() => {
  const WAIT = 150;
  const later = (call) => {
    let timer;
    return (...given) => {
      clearTimeout(timer);
      timer = setTimeout(() => call(...given), WAIT);
    };
  };
  const ask = async (address, q) => {
    const answer = await fetch(`${address}?q=${encodeURIComponent(q)}`, { headers: { Accept: "application/json" } });
    return answer.ok ? answer.json() : null;
  };

  // Several parties stand with a semicolon between them: what is typed last is looked up, the rest is left alone.
  function parties(field) {
    const list = document.createElement("datalist");
    list.id = `${field.id}-found`;
    field.after(list);
    let asked = "";
    field.addEventListener("input", later(async () => {
      const at = Math.max(field.value.lastIndexOf(";"), field.value.lastIndexOf("；")) + 1;
      const before = field.value.slice(0, at) + (at ? " " : "");
      const typed = field.value.slice(at).trim();
      if (typed.length < (/\p{Script=Han}/u.test(typed) ? 1 : 2) || typed === asked || /\([A-Z]{2}\)$/.test(typed)) return;
      asked = typed;
      const found = await ask(field.dataset.find, typed);
      if (!found || asked !== typed) return;
      list.replaceChildren(...found.parties.map((p) => {
        const option = document.createElement("option");
        option.value = before + p.written;
        const names = [p.name, ...p.names.filter((n) => n !== p.name).slice(0, 3), p.country_name];
        option.label = [p.written, ...names.filter((n) => n !== p.written)].join(" · ");
        // Browsers offer what holds the letters that stand in the field, and hide the rest.
        const holds = `${option.value} ${option.label}`.toLowerCase().includes(field.value.trim().toLowerCase());
        if (!holds) option.label = `${field.value.trim()} → ${option.label}`;
        return option;
      }));
      field.setAttribute("list", list.id);
    }));
  }

  // How a date is understood stands below it while it is typed.
  function dates(field) {
    const help = document.getElementById(`${field.id}_helptext`);
    if (!help) return;
    help.setAttribute("aria-live", "polite");
    const first = help.textContent;
    const show = later(async () => {
      const typed = field.value.trim();
      if (!typed) {
        help.textContent = first;
        return;
      }
      const found = await ask(field.dataset.understood, typed);
      if (found && field.value.trim() === typed) help.textContent = found.edtf ? `= ${found.written}` : `? ${first}`;
    });
    field.addEventListener("input", show);
  }

  // Fields: what is typed narrows the list, Enter or a comma chooses the first that is left.
  function picks(set) {
    const field = set.querySelector(".pick-by-typing");
    const all = set.querySelector("details");
    const said = set.querySelector("[data-chosen]");
    const choices = [...set.querySelectorAll(".choice")];
    const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    field.hidden = false;
    const fitting = () => choices.filter((c) => !c.hidden && !c.querySelector("input").checked);
    const narrow = () => {
      const typed = plain(field.value.trim());
      if (typed) all.open = true;
      for (const c of choices) c.hidden = Boolean(typed) && !c.querySelector("input").checked && !plain(c.textContent).includes(typed);
    };
    const between = document.documentElement.lang.startsWith("zh") ? "、" : ", ";
    const tell = () => {
      const chosen = choices.filter((c) => c.querySelector("input").checked).map((c) => c.textContent.trim());
      said.textContent = chosen.join(between) || said.dataset.chosen;
    };
    set.addEventListener("change", tell);
    field.addEventListener("input", narrow);
    field.addEventListener("keydown", (event) => {
      if ((event.key === "Enter" || event.key === ",") && field.value.trim()) {
        event.preventDefault();
        const first = fitting()[0];
        if (first) first.querySelector("input").checked = true;
        field.value = "";
        narrow();
        tell();
      } else if (event.key === "Backspace" && !field.value) {
        const chosen = choices.filter((c) => c.querySelector("input").checked);
        if (chosen.length) chosen.at(-1).querySelector("input").checked = false;
        narrow();
        tell();
      }
    });
    field.form.addEventListener("submit", () => (field.disabled = true));
  }

  // A list to choose from: j and k walk, s chooses, the line says how many.
  function many(form) {
    const boxes = [...form.querySelectorAll("input[name=claim]")];
    const count = form.querySelector("[data-count]");
    const all = form.querySelector("[data-all]");
    all.hidden = false;
    const say = () => {
      const n = boxes.filter((b) => b.checked).length;
      count.textContent = n ? `${n} / ${boxes.length}` : "";
    };
    all.addEventListener("click", () => {
      const on = boxes.some((b) => !b.checked);
      for (const b of boxes) b.checked = on;
      say();
    });
    form.addEventListener("change", say);
    document.addEventListener("keydown", (event) => {
      if (!window.ikrarKeys?.free(event)) return;
      const at = boxes.indexOf(document.activeElement);
      const step = { j: 1, k: -1 }[event.key];
      if (step) {
        const to = boxes[Math.min(boxes.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
        to.focus();
        to.closest("li").scrollIntoView({ block: "nearest" });
      } else if (event.key === "s" && at >= 0) {
        boxes[at].checked = !boxes[at].checked;
        say();
      } else return;
      event.preventDefault();
    });
    say();
  }

  // Enter sends a form from a list of choices too, as it does from every other field; by the button beside it, where
  // a form has several.
  function sending(choice) {
    choice.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      choice.form.requestSubmit(choice.closest(".with")?.querySelector("button"));
    });
  }

  document.querySelectorAll("form.panel select, form[data-many] select").forEach(sending);
  document.querySelectorAll("input[data-find]:not([data-find=''])").forEach(parties);
  document.querySelectorAll("input[data-understood]").forEach(dates);
  document.querySelectorAll("fieldset.picks:has(.pick-by-typing)").forEach(picks);
  document.querySelectorAll("form[data-many]").forEach(many);
})();
