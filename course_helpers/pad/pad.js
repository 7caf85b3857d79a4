// The pad: sends what is drawn to the kernel and shows what the network says.
// No build, no other files: every front end that knows anywidget runs it as it is.

const SIZE = 280; // of the pad; ten of its pixels are one of the network's
const FINE = 56; // side of what is sent
const SIDE = 28; // side of what the network sees
const PEN = 20; // two of the network's pixels, about as thick as MNIST's strokes
const PATIENCE = 2000; // milliseconds after which a busy kernel is named
const LOST = 20_000; // milliseconds after which an answer is no longer waited for

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function square(side, label) {
  const canvas = element("canvas", { width: side, height: side });
  if (label) {
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", label);
  }
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  brush.fillRect(0, 0, side, side);
  return [canvas, brush];
}

function paint(brush, grey) {
  const image = brush.createImageData(SIDE, SIDE);
  grey.forEach((value, i) => image.data.set([value, value, value, 255], 4 * i));
  brush.putImageData(image, 0, 0);
}

function bytes(view) {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

// The drawing, grey, as means of 5 x 5 pixels: the same in every browser.
function shrink(brush) {
  const { data } = brush.getImageData(0, 0, SIZE, SIZE);
  const sums = new Float64Array(FINE * FINE);
  const step = SIZE / FINE;
  for (let y = 0; y < SIZE; y++)
    for (let x = 0; x < SIZE; x++)
      sums[Math.floor(y / step) * FINE + Math.floor(x / step)] +=
        data[4 * (y * SIZE + x)];
  return Uint8Array.from(sums, (sum) => Math.round(sum / step ** 2));
}

// Draw with mouse, finger or pen; changed(done) is called at each move and at the end.
function follow(canvas, brush, changed) {
  let last = null;
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [
      ((event.clientX - box.left) * SIZE) / box.width,
      ((event.clientY - box.top) * SIZE) / box.height,
    ];
  };
  const line = (event) => {
    const next = place(event);
    brush.beginPath();
    brush.moveTo(...last);
    brush.lineTo(...next);
    brush.stroke();
    last = next;
  };
  canvas.addEventListener("pointerdown", (event) => {
    // A second finger draws nothing, nor does the right button.
    if (!event.isPrimary || event.button !== 0) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    last = place(event);
    line(event);
    changed(false);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last || !event.isPrimary) return;
    const moves = event.getCoalescedEvents?.() ?? [];
    (moves.length ? moves : [event]).forEach(line);
    changed(false);
  });
  const end = (event) => {
    if (!last || !event.isPrimary) return;
    last = null;
    changed(true);
  };
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
}

// Ten rows: name, bar, percent. set(null) empties them.
function chart(classes) {
  const rows = classes.map((name) => {
    const bar = element("span", { className: "course-pad-bar" });
    const share = element("td", { className: "course-pad-share" });
    const head = element("th", { scope: "row", textContent: name });
    const row = element("tr", {}, head, element("td", {}, bar), share);
    return { row, bar, share };
  });
  const caption = element("caption", { textContent: "Probabilities" });
  const body = element("tbody", {}, ...rows.map(({ row }) => row));
  const table = element("table", {}, caption, body);
  const set = (probabilities) => {
    const top = probabilities?.indexOf(Math.max(...probabilities));
    rows.forEach(({ row, bar, share }, i) => {
      const value = probabilities?.[i] ?? 0;
      bar.style.width = `${100 * value}%`;
      share.textContent = probabilities ? `${Math.round(100 * value)} %` : "";
      row.classList.toggle("course-pad-top", i === top);
    });
    return top;
  };
  return [table, set];
}

function readyMade(model, choose) {
  const digits = bytes(model.get("digits"));
  const buttons = [...Array(10).keys()].map((digit) => {
    const [canvas, brush] = square(SIDE);
    paint(brush, digits.subarray(digit * SIDE ** 2, (digit + 1) * SIDE ** 2));
    const button = element("button", { type: "button" }, canvas);
    button.setAttribute("aria-label", `Ready-made ${digit}`);
    button.addEventListener("click", () => choose(canvas));
    return button;
  });
  const row = element("div", { className: "course-pad-ready" });
  row.append("Ready-made:", ...buttons);
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", "Ready-made digits");
  return row;
}

// JupyterLab takes keys before a button does. It must leave it those that press it,
// but no others: Ctrl+S still saves the notebook, Shift+Enter still runs the cell.
function keepKeys(el) {
  const keep = (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const presses = key === "Enter" || key === " ";
    if (presses && !(ctrlKey || metaKey || altKey || shiftKey))
      el.dataset.lmSuppressShortcuts = "true";
    else delete el.dataset.lmSuppressShortcuts;
  };
  window.addEventListener("keydown", keep, true);
  return () => window.removeEventListener("keydown", keep, true);
}

function render({ model, el }) {
  const classes = model.get("classes");
  const view = `${Math.random()}`; // the same pad may be shown twice
  const [canvas, brush] = square(SIZE, "Pad: draw a digit with mouse, finger or pen.");
  Object.assign(brush, { strokeStyle: "white", lineWidth: PEN });
  Object.assign(brush, { lineCap: "round", lineJoin: "round" });
  const [seen, seenBrush] = square(SIDE, "What the network sees, 28 x 28 pixels");
  const [table, setBars] = chart(classes);
  const verdict = element("p", { className: "course-pad-verdict" });
  verdict.setAttribute("role", "status");
  const box = element("input", { type: "checkbox", checked: model.get("centred") });
  const clear = element("button", { type: "button", textContent: "Clear" });

  // Only the newest drawing is sent, and only after the last answer has come: however
  // slow the network, the pen follows the hand.
  let number = 0;
  let empty = true;
  let wanted = null;
  let timer = null;
  let asked = 0;

  const say = (text) => {
    if (verdict.textContent !== text) verdict.textContent = text;
  };
  const wipe = () => {
    brush.fillRect(0, 0, SIZE, SIZE);
    empty = true;
  };
  const ask = (done) => {
    empty = false;
    wanted = { done };
    // An answer that an interrupt took away must not silence the pad for ever.
    if (timer === null || performance.now() - asked > LOST) next();
  };
  const next = () => {
    const question = { view, number: ++number, centred: box.checked };
    question.done = wanted.done;
    wanted = null;
    asked = performance.now();
    clearTimeout(timer);
    timer = setTimeout(
      () => say("Waiting for the kernel. After its restart run this cell again."),
      PATIENCE,
    );
    model.send(question, undefined, [shrink(brush).buffer]);
  };
  const show = ({ probabilities, problem, done }, buffers) => {
    if (buffers.length) paint(seenBrush, bytes(buffers[0]));
    const top = setBars(probabilities ?? null);
    if (problem) say(problem);
    // Not at each move: a screen reader would never come to an end.
    else if (done)
      say(`Read as ${classes[top]}, ${Math.round(100 * probabilities[top])} %`);
  };
  const heard = (answer, buffers) => {
    if (answer.view !== view || answer.number !== number) return;
    clearTimeout(timer);
    timer = null;
    if (!empty) show(answer, buffers);
    if (wanted) next();
  };
  const begin = () => {
    wipe();
    wanted = null;
    paint(seenBrush, new Uint8Array(SIDE ** 2));
    setBars(null);
    say("Draw a digit, large and in the middle.");
  };

  follow(canvas, brush, ask);
  clear.addEventListener("click", begin);
  box.addEventListener("change", () => empty || ask(true));
  const ready = readyMade(model, (digit) => {
    brush.imageSmoothingEnabled = false; // so the network sees it as it is
    brush.drawImage(digit, 0, 0, SIZE, SIZE);
    ask(true);
  });
  begin();
  model.on("msg:custom", heard);

  const label = element("label", {}, box, model.get("centring"));
  const tools = element("div", { className: "course-pad-tools" }, clear, label);
  const sees = element("figcaption", { textContent: "What the network sees" });
  const figure = element("figure", {}, seen, sees);
  const left = element("div", {}, canvas, tools);
  const right = element("div", { className: "course-pad-answer" }, verdict, table);
  el.classList.add("course-pad");
  el.append(left, figure, right, ready);
  const leaveKeys = keepKeys(el);
  return () => {
    leaveKeys();
    clearTimeout(timer);
    model.off("msg:custom", heard);
  };
}

export default { render };
