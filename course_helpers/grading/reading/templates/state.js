// What the page knows of the answers, and its way to the gradebook. No element here.

export const UNREAD = 0, AGAIN = 1, READ = 2;

export class Conflict extends Error {}

export class Desk {
  constructor(page) {
    Object.assign(this, page);
    this.drafts = new Map();
    this.done = [];             // what Undo takes back, the latest last
    this.here = new Set();      // groups saved in this visit: they stay in the list
    this.last = null;           // what Repeat gives again
    this.groups.forEach((group, place) => {
      group.number = place + 1;
      // A newer hand-in must not get what was meant for this text.
      group.versions = group.answers.map((id) => this.marks[id].version);
    });
    this.comments = frequentLines(Object.values(this.marks));
  }

  groupOf(id) {
    return this.groups.find((group) => group.answers.includes(id));
  }

  marksOf(group) {
    return group.answers.map((id) => this.marks[id]).filter(Boolean);
  }

  stateOf(group) {
    return Math.min(...this.marksOf(group).map(stateOf));
  }

  count(state) {
    const ids = this.groups.flatMap((group) => group.answers);
    return ids.filter((id) => this.marks[id] && stateOf(this.marks[id]) === state).length;
  }

  get total() {
    return this.groups.flatMap((group) => group.answers).length;
  }

  shown(filter) {
    return this.groups.filter((group) => filter === "all" || this.here.has(group)
      || this.stateOf(group) === (filter === "again" ? AGAIN : UNREAD));
  }

  // What is in the fields for a group: what somebody began to write, or what all of
  // its answers have in common.
  draft(group) {
    if (!this.isTouched(group)) this.drafts.set(group, this.given(group));
    return this.drafts.get(group);
  }

  given(group) {
    const marks = this.marksOf(group);
    const read = marks.filter((mark) => mark.points !== null);
    const points = new Set(read.map((mark) => mark.points));
    const comments = new Set((read.length ? read : marks).map((mark) => mark.comment));
    const start = {
      points: points.size === 1 ? String([...points][0]) : (group.empty ? "0" : ""),
      comment: comments.size === 1 ? [...comments][0] : "",
    };
    return { ...start, lines: new Set(), start };
  }

  isTouched(group) {
    const draft = this.drafts.get(group);
    return Boolean(draft) && (draft.points !== draft.start.points
      || draft.comment !== draft.start.comment || draft.lines.size > 0);
  }

  // Where nobody wrote anything nbgrader gave 0, which may stay nbgrader's.
  targets(group) {
    const there = group.answers.filter((id) => this.marks[id]);
    const open = there.filter(
      (id) => this.marks[id].waits || this.marks[id].points !== null);
    return group.empty && open.length ? open : there;
  }

  async save(group, points, comment) {
    const ids = this.targets(group);
    const before = ids.map((id) => bare(this.marks[id]));
    const after = { points, comment, waits: false };
    await this.write(group, ids, before, ids.map(() => after));
    this.done.push({ group, ids, before, after: ids.map((id) => bare(this.marks[id])) });
    this.drafts.delete(group);
    this.here.add(group);
    this.last = { points, comment };
    for (const line of lines(comment)) {
      if (!this.comments.includes(line)) this.comments.push(line);
    }
  }

  async undo() {
    const step = this.done.at(-1);
    try {
      await this.write(step.group, step.ids, step.after, step.before);
    } catch (error) {
      // What somebody else changed cannot be taken back later either.
      if (error instanceof Conflict) this.done.pop();
      throw error;
    }
    this.done.pop();
    this.drafts.delete(step.group);
    return step.group;
  }

  async write(group, ids, seen, marks) {
    const changes = ids.map((id, n) => ({
      id, version: group.versions[group.answers.indexOf(id)], seen: seen[n], mark: marks[n],
    }));
    const reply = await ask("marks", { changes });
    this.marks = reply.data.marks;
    if (reply.status === 409) throw new Conflict();
  }

  // Whether the texts of a group are no longer what was graded last.
  isStale(group) {
    return group.answers.some(
      (id, n) => this.marks[id]?.version !== group.versions[n]);
  }
}

export async function open() {
  return new Desk((await ask("answers")).data);
}

export function lines(comment) {
  return comment.split("\n").map((line) => line.trim()).filter(Boolean);
}

export function stateOf(mark) {
  if (!mark.waits) return READ;
  return mark.points === null ? UNREAD : AGAIN;
}

function bare({ points, comment, waits }) {
  return { points, comment, waits };
}

function frequentLines(marks) {
  const counts = new Map();
  for (const line of marks.flatMap((mark) => lines(mark.comment))) {
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([line]) => line);
}

async function ask(path, body) {
  const headers = { "Content-Type": "application/json" };
  const options = body ? { method: "POST", headers, body: JSON.stringify(body) } : {};
  let reply;
  try {
    reply = await fetch(path, options);
  } catch {
    throw new Error("The server does not answer. Has course read ended? Start it again.");
  }
  const data = await reply.json().catch(() => ({ error: reply.statusText }));
  if (!reply.ok && reply.status !== 409) throw new Error(data.error);
  return { status: reply.status, data };
}
