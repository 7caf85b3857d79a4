// Puts what the page knows into its elements. What people wrote is text, never HTML.

import { AGAIN, READ, UNREAD, lines } from "./state.js";

export const LETTERS = "abcdegh";     // of rubric lines; f, j, k and more do other things

const SNIPPET = 60;

export function element(id) {
  return document.getElementById(id);
}

export function make(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

// What stands between backticks in our own texts, as code.
function withCode(text) {
  const parts = text.split("`");
  if (parts.length % 2 === 0) return [text];
  return parts.map((part, n) => (n % 2 ? make("code", { textContent: part }) : part));
}

export function say(text) {
  element("status").textContent = text;
}

export function showPage(desk) {
  const section = desk.section ? `, ${desk.section}` : "";
  const title = `${desk.lesson.replaceAll("_", " ")}: answers in words${section}`;
  element("title").textContent = document.title = title;
  element("question-text").replaceChildren(...withCode(desk.question.text));
  element("model-text").replaceChildren(...withCode(desk.question.model));
  element("model").hidden = !desk.question.model;
  element("question").hidden = !desk.question.text;
  element("question").open = matchMedia("(min-width: 60rem)").matches;
  element("troubles").replaceChildren(
    ...desk.troubles.map((text) => make("li", { textContent: text })));
  element("troubles").hidden = !desk.troubles.length;
  element("worth").textContent = `of ${desk.worth}`;
  element("marking").hidden = !desk.groups.length;
}

export function showProgress(desk) {
  const left = desk.count(UNREAD), again = desk.count(AGAIN), total = desk.total;
  element("progress").max = Math.max(total, 1);
  element("progress").value = total - left;
  const more = again ? `, ${again} graded again since` : "";
  element("left").textContent = `${total - left} of ${total} read, ${left} left${more}`;
  element("undo").disabled = !desk.done.length;
}

export function showList(desk, groups, current, go) {
  const items = groups.map((group) => {
    const state = desk.stateOf(group);
    const count = group.answers.length > 1 ? ` × ${group.answers.length}` : "";
    const words = group.text.slice(0, SNIPPET) || "nothing written";
    const button = make("button", { type: "button", tabIndex: group === current ? 0 : -1 },
      make("b", { textContent: `${group.number}${count}` }), ` ${words}`,
      make("span", { className: "state", textContent: worded(desk, group, state) }));
    if (group === current) button.setAttribute("aria-current", "true");
    button.classList.toggle("done", state === READ);
    button.addEventListener("click", () => go(group));
    return make("li", { className: group.like ? "like" : "" }, button);
  });
  element("list").replaceChildren(...items);
  keepInView(element("list").querySelector("[aria-current]"));
}

// As scrollIntoView, but of the list alone: the page stays where it is.
function keepInView(item) {
  const box = item?.closest("nav");
  if (box) box.scrollTop = item.offsetTop - (box.clientHeight - item.offsetHeight) / 2;
}

function worded(desk, group, state) {
  if (state === UNREAD) return "unread";
  const points = new Set(desk.marksOf(group).map(pointsOf));
  return `${[...points].join(" | ")}${state === AGAIN ? ", again" : ""}`;
}

function pointsOf(mark) {
  return mark.points ?? mark.automatic ?? "–";
}

export function showAnswer(desk, group) {
  const unlike = group.pieces.length > 0;
  element("answer-title").textContent = `Answer ${group.number} of ${desk.groups.length}`;
  element("answer-about").textContent = about(desk, group).join(" ");
  element("answer-text").replaceChildren(...(unlike
    ? group.pieces.map(([kind, text]) => make(TAGS[kind], { textContent: text }))
    : [group.text || "Nothing was written."]));
  element("answer").classList.toggle("empty", group.empty);
}

const TAGS = { same: "span", new: "ins", gone: "del" };

function about(desk, group) {
  const count = group.answers.length, said = [];
  if (group.names.length) said.push(`${group.names.join(", ")}.`);
  if (group.empty) said.push(`${count} in all. Cells as they were handed out have 0 from nbgrader.`);
  else if (count > 1) said.push(`${count} wrote the same: one mark for all.`);
  const like = group.like && desk.groupOf(group.like);
  if (like) {
    const points = worded(desk, like, desk.stateOf(like));
    said.push(`Much like answer ${like.number} (${points}); what differs is marked.`);
  }
  const different = new Set(desk.marksOf(group).map(pointsOf));
  if (different.size > 1) said.push(`Different points so far: ${[...different].join(", ")}.`);
  if (desk.stateOf(group) === AGAIN) said.push("Graded again since it was read.");
  return said;
}

export function showRubric(desk, toggle) {
  const buttons = desk.question.rubric.map((line, place) => {
    const key = LETTERS[place] ? [make("kbd", { textContent: LETTERS[place] }), " "] : [];
    return pressed(make("button", { type: "button" },
      ...key, make("b", { textContent: `${line.points}` }), ...withCode(` ${line.text}`)),
    () => toggle(place));
  });
  element("rubric").querySelector("div").replaceChildren(...buttons);
  element("rubric").hidden = !buttons.length;
}

export function showComments(desk, toggle) {
  const buttons = desk.comments.slice(0, 20).map((text, place) => {
    const key = place < 9 ? [make("kbd", { textContent: place + 1 }), " "] : [];
    return pressed(make("button", { type: "button" }, ...key, text), () => toggle(place));
  });
  element("snippets").querySelector("div").replaceChildren(...buttons);
  element("snippets").hidden = !buttons.length;
}

function pressed(button, act) {
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", act);
  return button;
}

// The fields, and which buttons are pressed.
export function showDraft(desk, draft) {
  for (const name of ["points", "comment"]) {
    // Setting an equal value would move the cursor.
    if (element(name).value !== draft[name]) element(name).value = draft[name];
  }
  const given = lines(draft.comment);
  press("rubric", (place) => draft.lines.has(place));
  press("snippets", (place) => given.includes(desk.comments[place]));
}

function press(id, isPressed) {
  element(id).querySelectorAll("button").forEach((button, place) => {
    button.setAttribute("aria-pressed", String(isPressed(place)));
  });
}

export function showConflict(desk, group, draft, choices) {
  const box = element("conflict");
  box.hidden = !choices;
  if (!choices) return box.replaceChildren();
  const theirs = desk.marksOf(group).map((mark) => inWords(mark));
  const stale = desk.isStale(group);
  const title = stale
    ? "Not saved: a newer hand-in was graded meanwhile. Load the page again to read it."
    : "Not saved: somebody else gave points meanwhile.";
  box.replaceChildren(
    make("p", {}, make("strong", { textContent: title })),
    make("p", { textContent: `In the gradebook: ${[...new Set(theirs)].join("; ") || "nothing"}` }),
    make("p", { textContent: `Yours: ${inWords(draft)}` }),
    ...choices.map(([text, act]) => {
      const button = make("button", { type: "button", textContent: text });
      button.addEventListener("click", act);
      return button;
    }));
  // Not a button: Enter may be on its way.
  box.focus();
}

export function worth(points) {
  return `${points} ${Number(points) === 1 ? "point" : "points"}`;
}

function inWords({ points, comment }) {
  const given = points === null || points === "" ? "no points" : worth(points);
  return comment ? `${given}, “${comment}”` : given;
}
