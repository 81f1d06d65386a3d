// Sends the documents and starts the reading.

// The zone of this device, which most often is the meet's.
const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

const sorry = "The connection is lost. Your documents are still here: try again when there is signal.";

// The id of the batch. Throws an error whose message is for the person.
export function send({ names, queue, progress }) {
  const form = new FormData();
  for (const name of names) form.append("swimmer", name);
  for (const document of queue.documents) {
    if (document.file) form.append("files", document.file, document.name);
    else form.append("urls", document.url);
  }
  if (zone()) form.append("timezone", zone());
  const total = queue.documents.reduce((sum, document) => sum + (document.file?.size ?? 0), 0);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/batch/extract");
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Idempotency-Key", crypto.randomUUID?.() ?? String(Math.random()));
    request.upload.addEventListener("progress", (event) => {
      progress(total ? Math.min(1, event.loaded / total) : 1, event.loaded < total ? "Sending …" : "Sent. Starting to read …");
      let rest = event.loaded;
      for (const document of queue.documents) {
        if (!document.file) continue;
        queue.progress(document, Math.min(1, Math.max(0, rest / document.file.size)));
        rest -= document.file.size;
      }
    });
    request.addEventListener("error", () => reject(new Error(sorry)));
    request.addEventListener("timeout", () => reject(new Error(sorry)));
    request.addEventListener("load", () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        // What is no JSON comes from somebody between us and the server.
      }
      if (request.status === 202 && answer.batchId) resolve(answer.batchId);
      else reject(new Error(answer.error ?? "The server cannot take this now. Try again in a minute."));
    });
    request.send(form);
  });
}
