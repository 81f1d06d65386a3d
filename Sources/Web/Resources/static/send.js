// Sends the documents, several at a time and in pieces, and starts the reading. What was sent before the connection was lost is not
// sent again.

const atOnce = 3;
const pieceSize = 2_000_000;
const tries = 8;

// The zone of this device, which most often is the meet's.
const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

const key = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

const later = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// An error whose message is for the person, and which no second try would mend.
class Refusal extends Error {}

// Waits for the connection to come back, or for a while; longer from try to try.
async function pause(attempt) {
  const wait = later(Math.min(15_000, 500 * 2 ** attempt) * (0.5 + Math.random() / 2));
  if (navigator.onLine) return wait;
  await Promise.race([new Promise((resolve) => addEventListener("online", resolve, { once: true })), later(60_000)]);
}

// A request whose progress can be seen, which fetch does not show.
function request(method, path, { headers = {}, body = null, progress } = {}) {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open(method, path);
    call.timeout = 120_000;
    call.setRequestHeader("Accept", "application/json");
    for (const [name, value] of Object.entries(headers)) call.setRequestHeader(name, value);
    if (progress) call.upload.addEventListener("progress", (event) => progress(event.loaded));
    for (const kind of ["error", "timeout", "abort"]) call.addEventListener(kind, () => reject(new TypeError("connection lost")));
    call.addEventListener("load", () => {
      let answer = {};
      try {
        answer = JSON.parse(call.responseText);
      } catch {
        // What is no JSON comes from somebody between us and the server.
      }
      resolve({ status: call.status, answer, offset: Number(call.getResponseHeader("Upload-Offset") ?? NaN) });
    });
    call.send(body);
  });
}

function check({ status, answer }) {
  if (status >= 200 && status < 300) return;
  const words = answer.error ?? "The server cannot take this now. Try again in a minute.";
  throw status === 429 || status === 408 || status >= 500 ? new Error(words) : new Refusal(words);
}

// Sends one document to its end; keeps in `document.upload` how far it got.
async function upload(document, progress) {
  const { file } = document;
  for (let attempt = 0; ; attempt++) {
    try {
      await proceed(document, progress);
      return document.upload.id;
    } catch (error) {
      if (error instanceof Refusal || attempt >= tries) {
        throw new Error(error instanceof TypeError ? "The connection is lost. What was sent is kept: try again when there is signal." : `${file.name}: ${error.message}`);
      }
      await pause(attempt);
      attempt = document.upload?.advanced ? 0 : attempt;
      if (document.upload) document.upload.advanced = false;
      await recall(document);
    }
  }
}

async function proceed(document, progress) {
  const { file } = document;
  const isLast = (offset) => offset + pieceSize >= file.size;
  if (!document.upload) {
    const piece = file.slice(0, pieceSize);
    const result = await request("POST", `/api/uploads?filename=${encodeURIComponent(file.name)}`, {
      headers: { "Content-Type": "application/pdf", "Upload-Complete": isLast(0) ? "?1" : "?0", "Upload-Length": String(file.size) },
      body: piece,
      progress: (sent) => progress(document, sent),
    });
    check(result);
    document.upload = { id: result.answer.uploadId, offset: result.answer.receivedBytes, complete: result.answer.complete };
  }
  while (!document.upload.complete) {
    const { id, offset } = document.upload;
    const result = await request("PATCH", `/api/uploads/${id}`, {
      headers: { "Content-Type": "application/partial-upload", "Upload-Offset": String(offset), "Upload-Complete": isLast(offset) ? "?1" : "?0" },
      body: file.slice(offset, offset + pieceSize),
      progress: (sent) => progress(document, offset + sent),
    });
    check(result);
    Object.assign(document.upload, { offset: result.answer.receivedBytes, complete: result.answer.complete, advanced: true });
  }
  progress(document, file.size);
}

// Asks how much of a document has arrived.
async function recall(document) {
  if (!document.upload) return;
  try {
    const { status, answer } = await request("GET", `/api/uploads/${document.upload.id}`);
    if (status === 200) Object.assign(document.upload, { offset: answer.receivedBytes, complete: answer.complete });
    else if (status === 404) document.upload = undefined;
  } catch {
    // The next try asks again.
  }
}

// The id of the batch. Throws an error whose message is for the person.
export async function send({ names, queue, progress }) {
  const files = queue.documents.filter((document) => document.file);
  const total = files.reduce((sum, document) => sum + document.file.size, 0);
  let share = 0;
  const sent = new Map(files.map((document) => [document, document.upload?.offset ?? 0]));
  const show = (document, bytes) => {
    sent.set(document, bytes);
    queue.progress(document, Math.min(1, bytes / document.file.size));
    const sum = [...sent.values()].reduce((a, b) => a + b, 0);
    const done = files.filter((file) => sent.get(file) >= file.file.size).length;
    share = total ? Math.min(1, sum / total) : 1;
    progress(share, files.length === 1 ? "Sending …" : `Sending: ${done} of ${files.length} done. Reading begins when all are there.`);
  };
  const lost = () => progress(share, "No connection. Sending goes on when it is back.");
  addEventListener("offline", lost);
  try {
    const waiting = [...files];
    const failures = [];
    const worker = async () => {
      for (let document = waiting.shift(); document; document = waiting.shift()) {
        try {
          await upload(document, show);
        } catch (error) {
          failures.push(error);
          return;
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    if (failures.length > 0) throw failures[0];
    progress(1, "Starting to read …");
    return await create(names, queue);
  } finally {
    removeEventListener("offline", lost);
  }
}

async function create(names, queue) {
  const form = new FormData();
  for (const name of names) form.append("swimmer", name);
  for (const document of queue.documents) {
    if (document.file) form.append("uploads", document.upload.id);
    else form.append("urls", document.url);
  }
  if (zone()) form.append("timezone", zone());
  // The same request again makes no second batch.
  const about = JSON.stringify(names);
  if (queue.about !== about) queue.key = undefined;
  queue.about = about;
  queue.key ??= key();
  for (let attempt = 0; ; attempt++) {
    try {
      const result = await request("POST", "/api/batch/extract", { headers: { "Idempotency-Key": queue.key }, body: form });
      if (result.status === 409 || result.status === 404) {
        for (const document of queue.documents) document.upload = undefined;
        queue.key = undefined;
      }
      check(result);
      return result.answer.batchId;
    } catch (error) {
      if (error instanceof Refusal || attempt >= tries) {
        throw error instanceof TypeError ? new Error("The connection is lost. Try again when there is signal.") : error;
      }
      await pause(attempt);
    }
  }
}
