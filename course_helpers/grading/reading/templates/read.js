// What the reader does: keys, buttons, fields. It begins at the end of this file.

import { Conflict, READ, UNREAD, lines, open } from "./state.js";
import * as view from "./view.js";

const { element, say } = view;
let desk, group;
let queue = Promise.resolve(), turn = 0;

const KEYS = [
  ["Enter", "save, and go on to the next unread answer"],
  ["j →", "next answer", "j", "ArrowRight"],
  ["k ←", "previous answer", "k", "ArrowLeft"],
  ["a b c …", "a line of what earns points: give it, or take it back"],
  ["f", "full points"],
  ["0", "no points"],
  ["1 … 9", "a comment given before: add it, or take it out"],
  ["r", "repeat the last points and comment"],
  ["p", "write points"],
  ["t", "write a comment; Enter saves, Shift+Enter begins a new line"],
  ["Esc", "from a field back to the answer"],
  ["u", "undo what you saved last"],
  ["=", "show or hide what differs from the answer before"],
  ["o", "show or hide the question"],
  ["?", "these keys"],
];

const ACTIONS = {
  j: () => move(1), ArrowRight: () => move(1),
  k: () => move(-1), ArrowLeft: () => move(-1),
  f: () => setPoints(desk.worth),
  0: () => setPoints(0),
  r: repeat,
  p: () => { element("points").focus(); element("points").select(); },
  t: () => element("comment").focus(),
  u: undo,
  o: () => { element("question").open = !element("question").open; },
  "=": () => element("answer").classList.toggle("plain"),
  "?": () => element("keys").showModal(),
};

function show() {
  view.showProgress(desk);
  view.showList(desk, shown(), group, (chosen) => go(chosen));
  view.showAnswer(desk, group);
  view.showComments(desk, (place) => { toggleComment(place); });
  view.showDraft(desk, desk.draft(group));
  view.showConflict();
}

function shown() {
  return desk.shown(element("filter").value);
}

function go(chosen) {
  group = chosen;
  show();
  const answer = element("answer");
  answer.focus({ preventScroll: true });
  const { top, bottom } = answer.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) answer.scrollIntoView();
}

function move(step) {
  const groups = shown(), place = groups.indexOf(group);
  const next = groups[place + step];
  if (next) go(next);
  else say(step > 0 ? "This is the last answer." : "This is the first answer.");
}

function edit(changes) {
  Object.assign(desk.draft(group), changes);
  view.showDraft(desk, desk.draft(group));
}

function setPoints(points) {
  edit({ points: String(points), lines: new Set() });
  say(view.worth(points));
}

function toggleLine(place) {
  const chosen = new Set(desk.draft(group).lines);
  if (!chosen.delete(place)) chosen.add(place);
  const sum = [...chosen].reduce((all, n) => all + desk.question.rubric[n].points, 0);
  setPoints(Math.min(sum, desk.worth));
  edit({ lines: chosen });
}

function toggleComment(place) {
  const text = desk.comments[place], given = lines(desk.draft(group).comment);
  const there = given.includes(text);
  const now = there ? given.filter((line) => line !== text) : [...given, text];
  edit({ comment: now.join("\n") });
  say(there ? `Taken out: ${text}` : `Added: ${text}`);
}

function repeat() {
  if (!desk.last) return say("Nothing was saved yet that could be repeated.");
  edit({ points: String(desk.last.points), comment: desk.last.comment, lines: new Set() });
  say(`${view.worth(desk.last.points)} ${desk.last.comment}`);
}

function pointsGiven() {
  const text = desk.draft(group).points.trim().replace(",", ".");
  const points = text === "" ? NaN : Number(text);
  return points >= 0 && points <= desk.worth ? points : null;
}

async function save(knowing = false) {
  if (!element("conflict").hidden && !knowing) {
    element("conflict").focus();
    return fail("Not saved: choose which one counts.");
  }
  const points = pointsGiven();
  if (points === null) {
    element("points").focus();
    return fail(`Not saved: expected points from 0 to ${desk.worth}.`);
  }
  const saved = group;
  try {
    await desk.save(saved, points, desk.draft(saved).comment.trim());
  } catch (error) {
    if (group !== saved) go(saved);
    return error instanceof Conflict ? offer() : fail(`Not saved: ${error.message}`);
  }
  goOn(saved);
  const left = desk.count(UNREAD);
  say(left ? `Saved. ${left} of ${desk.total} left.` : "Saved. All are read.");
}

function goOn(saved) {
  const groups = shown(), place = groups.indexOf(saved);
  const ahead = [...groups.slice(place + 1), ...groups.slice(0, place)];
  go(ahead.find((other) => desk.stateOf(other) !== READ) ?? saved);
}

// Both versions are there: the other one in the gradebook, the reader's in the fields.
function offer() {
  desk.here.add(group);
  view.showProgress(desk);
  view.showList(desk, shown(), group, (chosen) => go(chosen));
  view.showAnswer(desk, group);
  const choices = desk.isStale(group)
    ? [["Load the page again", () => location.reload()]]
    : [["Keep what is there", keepTheirs], ["Save mine in its place", () => act(() => save(true))]];
  view.showConflict(desk, group, desk.draft(group), choices);
  fail("Not saved: somebody else was here meanwhile.");
}

function keepTheirs() {
  desk.drafts.delete(group);
  desk.here.add(group);
  goOn(group);
}

async function undo() {
  if (!desk.done.length) return say("There is nothing to undo.");
  try {
    go(await desk.undo());
    say(`Undone. ${desk.count(UNREAD)} of ${desk.total} left.`);
  } catch (error) {
    const changed = "somebody changed it meanwhile.";
    show();
    fail(`Not undone: ${error instanceof Conflict ? changed : error.message}`);
  }
}

// Keys that were pressed in expectation of something else are forgotten.
function fail(text) {
  turn += 1;
  say(text);
}

// One thing after the other: keys pressed while something is saved wait for the next
// answer.
function act(action) {
  const mine = turn;
  queue = queue.then(() => (mine === turn ? action() : undefined))
    .catch((error) => fail(`The page has a mistake: ${error}`));
}

function actionOf(pressed) {
  const key = pressed.length === 1 ? pressed.toLowerCase() : pressed;
  const line = view.LETTERS.indexOf(key);
  if (line >= 0 && line < desk.question.rubric.length) return () => toggleLine(line);
  if (/^[1-9]$/.test(key) && desk.comments[key - 1]) return () => toggleComment(key - 1);
  return ACTIONS[key];
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || element("keys").open) return;
  const kind = event.target.closest("input, textarea, select, button, summary")?.tagName;
  const writes = kind === "INPUT" || kind === "TEXTAREA";
  if (event.repeat && !writes) return;
  if (event.key === "Escape") return element("answer").focus();
  if (event.key === "Enter") {
    // A button that has the focus does what it says.
    if ((kind && !writes) || event.shiftKey || event.repeat || event.isComposing) return;
    event.preventDefault();
    return act(save);
  }
  if (writes || kind === "SELECT" || !element("single").checked) return;
  const action = actionOf(event.key);
  if (!action) return;
  event.preventDefault();
  act(action);
}

function onListKey(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const groups = shown(), next = step && groups[groups.indexOf(group) + step];
  if (!next) return;
  event.preventDefault();
  go(next);
  element("list").querySelector("[aria-current]").focus();
}

function listen() {
  const clicks = {
    undo: () => act(undo), help: ACTIONS["?"], previous: ACTIONS.k, next: ACTIONS.j,
    none: ACTIONS[0], full: ACTIONS.f, repeat, close: () => element("keys").close(),
  };
  for (const [id, action] of Object.entries(clicks)) {
    element(id).addEventListener("click", action);
  }
  // After a click with the mouse Enter shall save, not press the same button again.
  element("marking").addEventListener("click", (event) => {
    if (event.detail && event.target.closest("fieldset, .points")
        && event.target.closest("button")) element("answer").focus({ preventScroll: true });
  });
  element("marking").addEventListener("submit", (event) => {
    event.preventDefault();
    act(save);
  });
  element("points").addEventListener("input", (event) => {
    edit({ points: event.target.value, lines: new Set() });
  });
  element("comment").addEventListener("input", (event) => {
    edit({ comment: event.target.value });
  });
  element("filter").addEventListener("change", () => {
    go(shown().includes(group) ? group : shown()[0] ?? group);
    element("filter").focus();
  });
  element("list").addEventListener("keydown", onListKey);
  document.addEventListener("keydown", onKey);
  addEventListener("beforeunload", (event) => {
    if (desk.groups.some((other) => desk.isTouched(other))) event.preventDefault();
  });
}

function start(opened) {
  desk = opened;
  view.showPage(desk);
  view.showRubric(desk, toggleLine);
  element("keys-list").replaceChildren(...KEYS.flatMap(([key, text]) => [
    view.make("dt", {}, view.make("kbd", { textContent: key })),
    view.make("dd", { textContent: text })]));
  if (!desk.groups.length) return;
  if (!desk.count(UNREAD)) element("filter").value = "all";
  listen();
  go(shown()[0]);
  say(`${desk.count(UNREAD)} of ${desk.total} left.`);
}

open().then(start, (error) => {
  element("answer-title").textContent = "The answers cannot be shown";
  element("answer-text").textContent = error.message;
});
