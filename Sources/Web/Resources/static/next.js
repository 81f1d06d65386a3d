// The race to get ready for. The meet's hours are those of the venue, which is where this device is when it matters.
import { element } from "./app.js";

const minute = 60_000;
// A race that should have begun may still be to come: meets run late.
const late = 10 * minute;

function startOf(race) {
  const text = race.dataset.start;
  return text?.includes("T") ? new Date(text) : null;
}

export function showNext(root, now = new Date()) {
  const races = [...root.querySelectorAll(".race[data-start]")];
  const isOver = (race) => startOf(race) !== null && now - startOf(race) > 60 * minute;
  // When the meet is over, there is nothing to tell apart.
  const isUnderWay = races.some((race) => !isOver(race));
  for (const race of races) race.classList.toggle("past", isUnderWay && isOver(race));
  const box = root.querySelector("#next");
  if (!box) return;
  const coming = races
    .filter((race) => !race.hidden && startOf(race) && now - startOf(race) <= late && !race.classList.contains("s-scratched"))
    .sort((a, b) => startOf(a) - startOf(b))[0];
  // Days ahead there is nothing to hurry for.
  box.hidden = !coming || startOf(coming) - now > 36 * 60 * minute;
  if (box.hidden) return;
  // Without what is said only to those who hear the page.
  const time = element("span", {}, ...[...coming.querySelector(".time").childNodes].map((node) => node.cloneNode(true)));
  for (const node of time.querySelectorAll(".visually-hidden")) node.remove();
  const text = (selector) => coming.querySelector(selector)?.textContent.trim() ?? "";
  const [event, heat, lane] = [...coming.querySelectorAll(".ehl dd")].map((node) => node.firstChild?.textContent.trim() ?? "–");
  const link = element(
    "a",
    { href: `#${coming.id}` },
    element("span", { className: "big" }, time, element("span", { textContent: `${text(".swimmer")} ${text(".name")}`.trim() })),
    element("span", { className: "place", textContent: `Event ${event} · Heat ${heat} · Lane ${lane}` }),
    element("span", { textContent: ` ${away(startOf(coming) - now)}` }),
  );
  const body = root.querySelector("#next-body");
  if (body.textContent !== link.textContent) body.replaceChildren(link);
}

function away(milliseconds) {
  const minutes = Math.round(milliseconds / minute);
  if (minutes < 0) return "· may have begun";
  if (minutes < 1) return "· now";
  if (minutes < 90) return `· in ${minutes} min`;
  return `· in ${Math.round(minutes / 60)} h`;
}

// On the day itself, the page opens at what is still to come.
export function nearby() {
  if (location.hash) return;
  const next = document.getElementById("next");
  if (next && !next.hidden) next.scrollIntoView({ block: "nearest" });
}
