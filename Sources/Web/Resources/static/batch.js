// A batch's page: follows the reading, and makes its results handy.
import { meets } from "./device.js";
import { follow } from "./live.js";
import { showNext, nearby } from "./next.js";
import { localizeTimes } from "./times.js";

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
        // Nothing comes after the end: what is on the page may be tapped now, and stays.
        if (next.dataset.running !== "yes") mustRenew = false;
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
  const silent = new Set([...old.querySelectorAll('.filter[aria-pressed="false"]')].map((button) => button.textContent));
  const focused = document.activeElement?.id;
  const hasEnded = old.dataset.running === "yes" && next.dataset.running !== "yes";
  old.replaceWith(document.adoptNode(next));
  // Said from outside of what was replaced, or nobody would hear it.
  if (hasEnded) document.getElementById("announce").textContent = outcome(next);
  for (const node of next.querySelectorAll("details > summary")) if (open.has(node.textContent)) node.parentElement.open = true;
  for (const box of next.querySelectorAll('input[name="race"]')) if (unticked.has(box.value)) box.checked = false;
  for (const radio of next.querySelectorAll('input[name="reminder"]')) if (reminder !== undefined) radio.checked = radio.value === reminder;
  for (const button of next.querySelectorAll(".filter")) if (silent.has(button.textContent)) filter(button);
  localizeTimes(next);
  dress();
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

function outcome(root) {
  const races = root.querySelectorAll(".race").length;
  if (races > 0) return races === 1 ? "Done: 1 race found." : `Done: ${races} races found.`;
  return `Done: ${root.querySelector(".ask h2, h1").textContent}`;
}

// The same words as in the page that the server draws.
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
  const [phase, words] = phases[data.status] ?? ["working", "Reading"];
  row.className = `doc p-${phase}`;
  const label = row.querySelector('[data-part="phase"]');
  if (label) label.textContent = data.stage === "caching" && phase === "working" ? "Nearly done" : words;
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
      if (kind.startsWith("job_")) showJob(data);
      showBatch(data);
      if (!["job_progress", "job_started"].includes(kind)) renew();
    },
    trouble: say,
  });
}

// ---- Results

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
  if (!root) return;
  countSelected();
  showFeed();
  showNext(root);
  const { batch, heading, names, running } = root.dataset;
  if (batch) meets.keep({ id: batch, title: running === "yes" ? "" : heading, names, at: Date.now() });
  watch();
}

// The address of the feed with the reminder that is chosen.
function showFeed() {
  const field = document.getElementById("feed");
  if (!field) return;
  const bare = field.value.replace(/[?&]reminder=\d+$/, "");
  const minutes = document.querySelector('input[name="reminder"]:checked')?.value;
  field.value = minutes ? `${bare}${bare.includes("?") ? "&" : "?"}reminder=${minutes}` : bare;
  document.getElementById("subscribe").href = field.value.replace(/^https?:/, "webcal:");
}

function selectAll(isChecked) {
  for (const box of document.querySelectorAll('#take input[name="race"]')) if (!box.closest(".race").hidden) box.checked = isChecked;
  countSelected();
}

function filter(button) {
  button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
  const hidden = new Set([...document.querySelectorAll('.filter[aria-pressed="false"]')].map((other) => other.dataset.swimmer));
  for (const race of document.querySelectorAll(".race")) {
    if (race.hidden === hidden.has(race.dataset.swimmer)) continue;
    race.hidden = !race.hidden;
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
});
main.addEventListener("change", (event) => {
  if (event.target.name === "race") countSelected();
  if (event.target.name === "reminder") showFeed();
});

// A calendar of all races need not name them.
document.addEventListener("submit", (event) => {
  if (event.target.id !== "take" || event.submitter?.hasAttribute("formaction")) return;
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
