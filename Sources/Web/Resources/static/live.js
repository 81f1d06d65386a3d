// Follows a batch: by its stream of events, and where something in between swallows streams, by asking again and again.
const kinds = [
  "batch_started", "job_started", "job_progress", "job_completed", "job_failed", "job_retrying", "job_cancelled", "batch_recovered",
  "batch_completed", "batch_cancelled", "reset",
];
const last = new Set(["batch_completed", "batch_cancelled"]);
const patience = 6000;
const pause = 2500;

// Calls `event(kind, data)` and `trouble(words)` until the batch has ended; gives the function that stops it.
export function follow({ api, lastEvent, event, trouble }) {
  let source;
  let timer;
  let isOver = false;
  let tag;
  let cursor = lastEvent;

  function stop() {
    isOver = true;
    source?.close();
    clearTimeout(timer);
    removeEventListener("online", again);
    removeEventListener("offline", lost);
  }

  function listen() {
    let isOpen = false;
    source = new EventSource(`${api}/stream?lastEventId=${encodeURIComponent(cursor)}`);
    source.addEventListener("open", () => {
      isOpen = true;
      clearTimeout(timer);
      trouble("");
    });
    for (const kind of kinds) {
      source.addEventListener(kind, (message) => {
        if (isOver) return;
        if (message.lastEventId) cursor = message.lastEventId;
        let data = {};
        try {
          data = JSON.parse(message.data);
        } catch {
          // The page is drawn from the server's own words in any case.
        }
        if (last.has(kind)) stop();
        event(kind, data);
      });
    }
    source.addEventListener("error", () => {
      // A stream that was open comes back by itself; one that the server has closed for good does not.
      if (isOver || source.readyState !== EventSource.CLOSED) return;
      poll();
    });
    timer = setTimeout(() => { if (!isOpen) poll(); }, patience);
  }

  async function poll() {
    source?.close();
    clearTimeout(timer);
    if (isOver) return;
    try {
      const response = await fetch(api, { headers: { Accept: "application/json", ...(tag ? { "If-None-Match": tag } : {}) }, cache: "no-store" });
      if (response.status === 404) {
        stop();
        return event("reset", {});
      }
      if (response.ok) {
        trouble("");
        const { batch } = await response.json();
        const isNew = tag !== undefined && tag !== response.headers.get("ETag");
        tag = response.headers.get("ETag") ?? undefined;
        if (!["pending", "processing"].includes(batch.status)) stop();
        if (isNew || isOver) event("reset", { batch });
      } else if (response.status !== 304) trouble("The server is busy. This page keeps trying.");
    } catch {
      lost();
    }
    if (!isOver) timer = setTimeout(poll, pause);
  }

  function lost() {
    trouble("No connection. The reading goes on, and this page catches up by itself.");
  }

  function again() {
    if (isOver) return;
    source?.close();
    clearTimeout(timer);
    listen();
  }

  addEventListener("online", again);
  addEventListener("offline", lost);
  listen();
  return stop;
}
