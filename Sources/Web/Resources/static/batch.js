// A batch's page: follows the reading, and makes its results handy.
import { element } from "./app.js";
import { meets } from "./device.js";
import { follow } from "./live.js";
import { showNext, nearby } from "./next.js";

const main = document.getElementById("main");
const page = () => document.getElementById("batch");

// ---- Live

function say(text) {
  const live = document.getElementById("live");
  if (!live) return;
  live.hidden = !text;
  if (live.textContent !== text) live.textContent = text;
}

// Puts the server's own page in place of what it says now: one way to draw, with script and without.
let isRenewing = false;
let mustRenew = false;
async function renew() {
  if (isRenewing) {
    mustRenew = true;
    return;
  }
  isRenewing = true;
  try {
    const response = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (response.ok) {
      const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
      const next = fresh.getElementById("batch");
      if (next) {
        replace(next);
        document.title = fresh.title;
      }
    }
  } catch {
    // The next event tries again.
  }
  isRenewing = false;
  if (mustRenew) {
    mustRenew = false;
    renew();
  }
}

// Keeps where the person is, what is open and what is ticked.
function replace(next) {
  const old = page();
  const open = new Set([...old.querySelectorAll("details[open] > summary")].map((node) => node.textContent));
  const unticked = new Set([...old.querySelectorAll('input[name="race"]:not(:checked)')].map((box) => box.value));
  const reminder = old.querySelector('input[name="reminder"]:checked')?.value;
  const focused = document.activeElement?.id;
  old.replaceWith(document.adoptNode(next));
  for (const node of next.querySelectorAll("details > summary")) if (open.has(node.textContent)) node.parentElement.open = true;
  for (const box of next.querySelectorAll('input[name="race"]')) if (unticked.has(box.value)) box.checked = false;
  for (const radio of next.querySelectorAll('input[name="reminder"]')) if (reminder !== undefined) radio.checked = radio.value === reminder;
  dress();
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

const phases = {
  pending: ["waiting", "Waiting"],
  downloading: ["working", "Downloading"],
  processing: ["working", "Reading"],
  completed: ["done", "Read"],
  failed: ["failed", "Could not be read"],
  cancelled: ["cancelled", "Cancelled"],
};

function showJob(data) {
  const row = data.jobId && document.getElementById(`doc-${data.jobId}`);
  if (!row) return;
  const [phase, words] = phases[data.jobStatus ?? data.status] ?? ["working", "Reading"];
  row.className = `doc p-${phase}`;
  const label = row.querySelector('[data-part="phase"]');
  if (label) label.textContent = data.message ?? words;
  const bar = row.querySelector('[data-part="bar"]');
  if (bar && typeof data.progress === "number") bar.value = data.progress;
}

function showBatch(data) {
  const status = document.getElementById("status");
  const bar = document.getElementById("overall");
  if (typeof data.totalPdfs !== "number") return;
  const ended = (data.completedPdfs ?? 0) + (data.failedPdfs ?? 0);
  const words = `${ended} of ${data.totalPdfs} document${data.totalPdfs === 1 ? "" : "s"} read`;
  if (status && status.textContent !== words) status.textContent = words;
  if (bar) bar.value = ended;
}

let stop;
function watch() {
  const { api, lastEvent, running } = page()?.dataset ?? {};
  stop?.();
  if (running !== "yes") return say("");
  stop = follow({
    api,
    lastEvent,
    event(kind, data) {
      say("");
      if (kind === "reset") return renew();
      if (kind.startsWith("job_")) showJob({ ...data, status: statusOf(kind, data) });
      showBatch(data);
      if (!["job_progress", "job_started"].includes(kind)) renew();
    },
    trouble: say,
  });
}

function statusOf(kind, data) {
  return { job_started: "processing", job_progress: "processing", job_completed: "completed", job_failed: "failed", job_retrying: "pending", job_cancelled: "cancelled" }[kind] ?? data.status;
}

// ---- Results

const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });

// The hours as this person writes them.
function localizeTimes(root) {
  for (const node of root.querySelectorAll("time[datetime]")) {
    const [hour, minute] = node.dateTime.split(":").map(Number);
    if (!Number.isInteger(hour) || !Number.isInteger(minute)) continue;
    const parts = clock.formatToParts(new Date(2000, 0, 1, hour, minute));
    const isRange = node.parentElement.className === "source";
    node.replaceChildren(
      ...parts.map(({ type, value }) => (type !== "dayPeriod" ? value : isRange ? "" : element("small", { textContent: value }))),
    );
    if (isRange) node.textContent = node.textContent.trim();
  }
}

function countSelected() {
  const boxes = [...document.querySelectorAll('#take input[name="race"]')];
  const chosen = boxes.filter((box) => box.checked).length;
  const count = document.getElementById("selected-count");
  if (count) count.textContent = chosen === boxes.length ? `All ${chosen} races` : `${chosen} of ${boxes.length} races`;
  const download = document.getElementById("download");
  if (download) download.disabled = chosen === 0;
}

function dress() {
  const root = page();
  if (!root) return localizeTimes(main);
  localizeTimes(root);
  countSelected();
  showNext(root);
  const { batch, heading, names, running } = root.dataset;
  if (batch) meets.keep({ id: batch, title: running === "yes" ? "" : heading, names, at: Date.now() });
  watch();
}

function selectAll(isChecked) {
  for (const box of document.querySelectorAll('#take input[name="race"]')) if (!box.closest(".race").hidden) box.checked = isChecked;
  countSelected();
}

function filter(button) {
  button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
  const hidden = new Set([...document.querySelectorAll('.filter[aria-pressed="false"]')].map((other) => other.dataset.swimmer));
  for (const race of document.querySelectorAll(".race")) {
    race.hidden = hidden.has(race.dataset.swimmer);
    const box = race.querySelector('input[name="race"]');
    if (box) box.checked = !race.hidden;
  }
  for (const session of document.querySelectorAll(".session")) session.hidden = !session.querySelector(".race:not([hidden])");
  countSelected();
}

async function copy(field) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return "Copied.";
  } catch {
    return document.execCommand?.("copy") ? "Copied." : "Hold the field and choose “Copy”.";
  }
}

async function share(button) {
  const { address, title } = button.dataset;
  const note = document.getElementById("shared");
  if (navigator.share) {
    try {
      await navigator.share({ title, url: address });
      return;
    } catch (error) {
      if (error.name === "AbortError") return;
    }
  }
  const field = document.getElementById("address");
  field.closest("details").open = true;
  note.textContent = await copy(field);
}

main.addEventListener("click", async (event) => {
  const target = event.target.closest("button, a");
  if (!target) return;
  if (target.id === "select-all") selectAll(true);
  else if (target.id === "select-none") selectAll(false);
  else if (target.id === "share") share(target);
  else if (target.classList.contains("filter")) filter(target);
  else if (target.dataset.copy) target.textContent = (await copy(document.getElementById(target.dataset.copy))).replace(/\.$/, "");
  else if (target.classList.contains("on-sheet")) openSheet(event, target);
});
main.addEventListener("change", (event) => {
  if (event.target.name === "race") countSelected();
});

// On a phone the row's picture opens in place; a second tap shows the whole page.
function openSheet(event, link) {
  const figure = link.closest(".race").querySelector(".sheet");
  if (!figure || getComputedStyle(figure).display !== "none" || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  figure.classList.add("open");
  link.lastChild.before(" – whole page");
}

// All races ticked means all there are, also those that a later print adds: then they need not be named.
document.addEventListener("submit", (event) => {
  if (event.target.id !== "take") return;
  const boxes = [...event.target.querySelectorAll('input[name="race"]')];
  if (!boxes.every((box) => box.checked)) return;
  for (const box of boxes) box.disabled = true;
  setTimeout(() => { for (const box of boxes) box.disabled = false; });
});

dress();
setInterval(() => page() && showNext(page()), 30_000);
addEventListener("online", () => page() && renew());
addEventListener("visibilitychange", () => !document.hidden && page() && showNext(page()));
nearby();
