// The front page: swimmers as chips, documents as a queue, and the way from there to the results.
import { element } from "./app.js";
import { meets, swimmers } from "./device.js";
import { Queue } from "./queue.js";
import { send } from "./send.js";

const form = document.getElementById("start");
const most = { swimmers: Number(form.dataset.mostSwimmers) };

// ---- Swimmers

const chips = document.getElementById("chips");
const input = document.getElementById("swimmer");
const whoError = document.getElementById("who-error");
let names = swimmers.all().slice(0, most.swimmers);

function drawChips() {
  chips.hidden = names.length === 0;
  chips.replaceChildren(
    ...names.map((name) => {
      const remove = element("button", { type: "button", textContent: "×", ariaLabel: `Remove ${name}` });
      remove.addEventListener("click", () => {
        names = names.filter((other) => other !== name);
        swimmers.keep(names);
        drawChips();
        input.focus();
      });
      return element("li", { className: "chip" }, element("span", { textContent: name, dir: "auto" }), remove);
    }),
  );
}

// Takes what is typed as a swimmer. True if there is nothing wrong with it.
function takeName() {
  const name = input.value.replace(/\s+/g, " ").trim();
  whoError.textContent = "";
  if (!name) return true;
  if (!/\p{L}/u.test(name)) {
    whoError.textContent = "A name needs letters. Give it as on the heat sheet.";
    return false;
  }
  if (names.length >= most.swimmers) {
    whoError.textContent = `${most.swimmers} swimmers are the most at once.`;
    return false;
  }
  if (!names.some((other) => other.toLowerCase() === name.toLowerCase())) names = [...names, name];
  input.value = "";
  swimmers.keep(names);
  drawChips();
  return true;
}

document.getElementById("add-swimmer").addEventListener("click", () => {
  takeName();
  input.focus();
});
input.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  if (takeName()) considerStart();
});
input.addEventListener("input", () => { whoError.textContent = ""; });
drawChips();

// ---- Documents

const whatError = document.getElementById("what-error");
const queue = new Queue({
  list: document.getElementById("queue"),
  status: document.getElementById("queue-status"),
  mostDocuments: Number(form.dataset.mostDocuments),
  mostBytes: Number(form.dataset.mostMegabytes) * 1_000_000,
  changed: () => {
    whatError.textContent = queue.problem();
    // What is wrong with a document may only be found when it is opened.
    if (queue.problem() || queue.documents.length === 0) wait();
  },
});

const files = document.getElementById("files");
const drop = document.getElementById("drop");
files.addEventListener("change", () => {
  const chosen = [...files.files];
  files.value = "";
  addFiles(chosen);
});
for (const kind of ["dragenter", "dragover"]) {
  drop.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
}
for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("over"));
// A document that misses the zone would otherwise open in place of the page.
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  addFiles([...(event.dataTransfer?.files ?? [])]);
});
addEventListener("paste", (event) => {
  const pasted = [...(event.clipboardData?.files ?? [])];
  if (pasted.length > 0) {
    event.preventDefault();
    addFiles(pasted);
  }
});

function addFiles(chosen) {
  if (chosen.length === 0 || isSending) return;
  queue.addFiles(chosen);
  considerStart();
}

// ---- Links

const link = document.getElementById("link");
const linkError = document.getElementById("link-error");

// True if there is nothing wrong with what is typed.
function takeLink() {
  linkError.textContent = "";
  const addresses = link.value.split(/\s+/).filter(Boolean);
  for (const text of addresses) {
    const address = URL.parse ? URL.parse(text) : safeURL(text);
    if (!address || !/^https?:$/.test(address.protocol)) {
      linkError.textContent = "This is no address. It begins with https:// and leads to a PDF.";
      return false;
    }
    queue.addLink(address.href);
  }
  link.value = "";
  return true;
}

function safeURL(text) {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

document.getElementById("add-link").addEventListener("click", () => {
  takeLink();
  link.focus();
});
link.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  takeLink();
});

// Safari asks with a bubble of its own, and other browsers may refuse: then the field is there to paste into.
const paste = document.getElementById("paste-link");
paste.hidden = !navigator.clipboard?.readText;
paste.addEventListener("click", async () => {
  try {
    link.value = (await navigator.clipboard.readText()).trim();
    takeLink();
  } catch {
    linkError.textContent = "The browser does not let this page read the clipboard. Hold the field and choose “Paste”.";
  }
  link.focus();
});

// ---- Off

const find = document.getElementById("find");
const hold = document.getElementById("hold");
const sending = document.getElementById("sending");
const bar = document.getElementById("sending-bar");
const text = document.getElementById("sending-text");
const grace = 1200;
let isSending = false;
let isHeld = false;
let timer;

// Somebody who has given a name and documents is done: the reading begins by itself, after a moment to say otherwise.
function considerStart() {
  clearTimeout(timer);
  if (isSending || isHeld || queue.documents.length === 0 || queue.problem()) return;
  if (names.length === 0 && !input.value.trim()) {
    input.focus();
    return;
  }
  hold.hidden = false;
  find.textContent = "Starting …";
  timer = setTimeout(start, grace);
}

function wait() {
  clearTimeout(timer);
  hold.hidden = true;
  find.textContent = "Find races";
}

hold.addEventListener("click", () => {
  wait();
  isHeld = true;
  find.focus();
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  start();
});

async function start() {
  if (isSending) return;
  wait();
  if (!takeName()) return input.focus();
  if (!takeLink()) return link.focus();
  if (names.length === 0) {
    whoError.textContent = "Give the name of at least one swimmer.";
    return input.focus();
  }
  if (queue.documents.length === 0) {
    whatError.textContent = "Choose at least one PDF, or add a link to one.";
    return files.focus();
  }
  if (queue.problem()) {
    whatError.textContent = queue.problem();
    return files.focus();
  }
  whatError.textContent = "";
  isSending = true;
  find.disabled = true;
  sending.hidden = false;
  queue.lock(true);
  try {
    const batch = await send({
      names,
      queue,
      progress(share, words) {
        bar.value = share;
        text.textContent = words;
      },
    });
    meets.keep({ id: batch, title: "", names: names.join(", "), at: Date.now() });
    location.assign(`/batch/${batch}`);
  } catch (error) {
    whatError.textContent = error.message;
    isSending = false;
    isHeld = true;
    find.disabled = false;
    sending.hidden = true;
    queue.lock(false);
    find.focus();
  }
}

// A page that comes back from the browser's memory begins anew.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

// ---- Meets seen on this device

const list = document.getElementById("recent-list");

function drawRecent() {
  const known = meets.all();
  document.getElementById("recent-none").hidden = known.length > 0;
  list.replaceChildren(
    ...known.slice(0, 6).map((meet) => {
      const title = meet.title || "Heat sheets";
      const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" }).format(new Date(meet.at ?? 0));
      const remove = element("button", { type: "button", textContent: "×", ariaLabel: `Forget ${title} on this device` });
      remove.addEventListener("click", async () => {
        meets.forget(meet.id);
        drawRecent();
        if (!("caches" in window)) return;
        const seen = await caches.open("seen");
        for (const key of await seen.keys()) if (key.url.includes(meet.id)) await seen.delete(key);
      });
      const line = element("span", { textContent: [meet.names, day].filter(Boolean).join(" · ") });
      return element("li", {}, element("a", { href: `/batch/${meet.id}` }, element("b", { textContent: title, dir: "auto" }), line), remove);
    }),
  );
}
drawRecent();
