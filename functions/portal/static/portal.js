/* Everything works without this: it only refreshes progress, opens a page at once, searches in long lists, looks at a
   file before it is sent and moves focus to what is wrong. */
"use strict";

const POLL_MILLISECONDS = 2000;

function watchProgress(section) {
  const show = (facts) => {
    section.querySelector('[data-say="sentence"]').textContent = facts.sentence;
    section.querySelector('[data-say="changed"]').textContent = facts.changed;
    const all = section.querySelector('[data-bar="all"]');
    all.max = facts.due || 1;
    all.value = facts.done;
    facts.locations.forEach((place, index) => {
      const bar = section.querySelector(`[data-bar="${index}"]`);
      const count = section.querySelector(`[data-count="${index}"]`);
      if (!bar || !count) return;
      bar.max = place.due || 1;
      bar.value = place.done;
      count.textContent = `${place.done} / ${place.due}`;
    });
  };
  const ask = async () => {
    try {
      const answer = await fetch(section.dataset.progress, { headers: { Accept: "application/json" } });
      if (!answer.ok) { window.location.reload(); return; }
      const facts = await answer.json();
      show(facts);
      if (facts.finished) { window.location.reload(); return; }
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // the network is away; ask again
    }
    window.setTimeout(ask, POLL_MILLISECONDS);
  };
  window.setTimeout(ask, POLL_MILLISECONDS);
}

/* A day that Daybook is still at: its page is looked at again, ever more rarely, and shown once it says something else. */
function watchDay(section) {
  const longest = 15 * POLL_MILLISECONDS;
  let pause = POLL_MILLISECONDS;
  const ask = async () => {
    try {
      const answer = await fetch(window.location.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const said = page.querySelector("[data-under-way]");
      if (!said || said.textContent !== section.textContent) { window.location.reload(); return; }
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // the network is away; ask again
    }
    pause = Math.min(longest, pause * 1.5);
    window.setTimeout(ask, pause);
  };
  window.setTimeout(ask, pause);
}

function searchIn(field) {
  const rows = [...document.getElementById(field.dataset.searchFor).children];
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  field.hidden = false;
  field.querySelector("input").addEventListener("input", (event) => {
    const wanted = plain(event.target.value);
    for (const row of rows) row.hidden = !plain(row.textContent).includes(wanted);
  });
}

/* A new account, or another one of a long chart, has a page of its own: it opens at once, with everything else kept. */
function opensAPage(list) {
  list.addEventListener("change", () => {
    if (list.selectedOptions[0].hasAttribute("data-opens")) list.form.requestSubmit();
  });
}

/* A file beyond the limit would travel far to be refused; the gateway's own refusal has no words at all. */
function weigh(input) {
  const field = input.closest(".field");
  const name = `${input.id}-error`;
  const say = (text) => {
    document.getElementById(name)?.remove();
    field.classList.toggle("wrong", Boolean(text));
    input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-describedby");
    if (!text) return;
    const error = document.createElement("p");
    error.className = "error";
    error.id = name;
    error.setAttribute("role", "alert");
    const word = document.createElement("span");
    word.className = "sr";
    word.textContent = `${input.dataset.error}: `;
    error.append(word, text);
    input.before(error);
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", name);
  };
  const isTooLarge = () => [...input.files].some((file) => file.size > Number(input.dataset.mostBytes));
  input.addEventListener("change", () => say(isTooLarge() ? input.dataset.tooLarge : ""));
  input.form.addEventListener("submit", (event) => {
    if (!isTooLarge()) return;
    event.preventDefault();
    say(input.dataset.tooLarge);
    input.focus();
  });
}

const progress = document.querySelector('[data-progress][data-finished="no"]');
if (progress) watchProgress(progress);
const underWay = document.querySelector("[data-under-way]");
if (underWay) watchDay(underWay);
for (const field of document.querySelectorAll("[data-search-for]")) searchIn(field);
for (const input of document.querySelectorAll("input[data-most-bytes]")) weigh(input);
for (const list of document.querySelectorAll("select:has([data-opens])")) opensAPage(list);
const problems = document.getElementById("problems");
if (problems) problems.focus();
