// The hours as this person writes them: the pages come with those of the sheet, from 0 to 24.
import { element } from "./app.js";

const full = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const short = new Intl.DateTimeFormat(undefined, { hour: "numeric" });
const twelveHours = full.resolvedOptions().hour12;

function parts(text, format = full) {
  const [hour, minute] = text.split(":").map(Number);
  return Number.isInteger(hour) && Number.isInteger(minute) ? format.formatToParts(new Date(2000, 0, 1, hour, minute)) : [];
}

const words = (text, format) => parts(text, format).map(({ value }) => value).join("");

export function localizeTimes(root) {
  for (const node of root.querySelectorAll("time[datetime]")) {
    const found = parts(node.dateTime);
    if (found.length === 0) continue;
    // Of a range the first says by its place whether it is before noon.
    if (node.parentElement.className === "source") node.textContent = found.map(({ type, value }) => (type === "dayPeriod" ? "" : value)).join("").trim();
    else node.replaceChildren(...found.map(({ type, value }) => (type === "dayPeriod" ? element("small", { textContent: value }) : value)));
  }
  // Pictures of a day are too narrow for more than the hour.
  for (const node of root.querySelectorAll("[data-hour]")) node.textContent = (twelveHours && words(node.dataset.hour, short)) || node.dataset.hour;
  for (const node of root.querySelectorAll(".timeline")) {
    node.dataset.label ??= node.getAttribute("aria-label");
    node.setAttribute("aria-label", node.dataset.label.replace(/\b\d\d:\d\d\b/g, (text) => words(text) || text));
  }
}

localizeTimes(document);
