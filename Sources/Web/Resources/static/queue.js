// The documents to read: what is wrong with each is said before anything is sent.
import { element } from "./app.js";

const units = ["byte", "kilobyte", "megabyte"];

export function size(bytes) {
  const step = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  const value = bytes / 1000 ** step;
  return new Intl.NumberFormat(undefined, { style: "unit", unit: units[step], maximumFractionDigits: step === 2 && value < 10 ? 1 : 0 }).format(value);
}

export class Queue {
  documents = [];
  key;
  #options;
  #isLocked = false;
  #next = 0;

  constructor(options) {
    this.#options = options;
  }

  addFiles(files) {
    for (const file of files) {
      const twin = this.documents.find((other) => other.file?.name === file.name && other.file.size === file.size && other.file.lastModified === file.lastModified);
      if (twin) {
        this.#say(`${file.name} is there already.`);
        continue;
      }
      const document = { key: this.#next++, file, name: file.name, problem: this.#sizeProblem(file) };
      this.documents.push(document);
      if (!document.problem) this.#look(document);
    }
    this.#changed();
  }

  addLink(address) {
    if (this.documents.some((other) => other.url === address)) return this.#say("This address is there already.");
    this.documents.push({ key: this.#next++, url: address, name: address });
    this.#changed();
  }

  // A sentence when the queue cannot be sent as it is; else nothing.
  problem() {
    const most = this.#options.mostDocuments;
    const extra = this.documents.length - most;
    if (extra > 0) return `${most} documents are the most at once. Remove ${extra === 1 ? "one" : extra} of them.`;
    const bad = this.documents.filter((document) => document.problem).length;
    if (bad > 0) return bad === 1 ? "Remove the document that cannot be read, then go on." : `Remove the ${bad} documents that cannot be read, then go on.`;
    return "";
  }

  lock(isLocked) {
    this.#isLocked = isLocked;
    this.#draw();
  }

  // How much of a document has been sent, from 0 to 1; undefined takes the bar away.
  progress(document, share) {
    document.share = share;
    const row = this.#row(document);
    if (!row) return;
    let bar = row.querySelector("progress");
    if (share === undefined) return bar?.remove();
    if (!bar) {
      bar = element("progress", { max: 1, ariaLabel: `Sent of ${document.name}` });
      row.append(bar);
    }
    bar.value = share;
  }

  #sizeProblem(file) {
    if (file.size === 0) return "This file is empty. Download it again.";
    const most = this.#options.mostBytes;
    return file.size > most ? `This file has ${size(file.size)}; ${size(most)} are the most.` : "";
  }

  // A PDF says so within its first bytes, whatever it is called.
  async #look(document) {
    try {
      const head = new Uint8Array(await document.file.slice(0, 1029).arrayBuffer());
      const text = String.fromCharCode(...head);
      if (!text.includes("%PDF-")) document.problem = "This is not a PDF. Choose the heat sheet’s PDF, not a picture or a web page of it.";
    } catch {
      document.problem = "This file cannot be opened. Choose it again.";
    }
    if (document.problem && this.documents.includes(document)) this.#changed();
  }

  #row(document) {
    return this.#options.list.querySelector(`[data-key="${document.key}"]`);
  }

  #say(text) {
    this.#options.status.textContent = text;
  }

  #changed() {
    this.key = undefined; // another request than before
    this.#draw();
    this.#options.changed();
  }

  #move(document, by) {
    const from = this.documents.indexOf(document);
    const to = from + by;
    if (to < 0 || to >= this.documents.length) return;
    this.documents.splice(from, 1);
    this.documents.splice(to, 0, document);
    this.#changed();
    this.#say(`${document.name} is now ${to + 1} of ${this.documents.length}.`);
    const row = this.#row(document);
    (row?.querySelector(by < 0 ? "[data-up]:not(:disabled)" : "[data-down]:not(:disabled)") ?? row?.querySelector("button:not(:disabled)"))?.focus();
  }

  #remove(document) {
    const index = this.documents.indexOf(document);
    this.documents.splice(index, 1);
    this.#changed();
    this.#say(`${document.name} is removed.`);
    const next = this.documents[Math.min(index, this.documents.length - 1)];
    (next ? this.#row(next)?.querySelector("[data-remove]") : window.document.getElementById("files"))?.focus();
  }

  #draw() {
    const { list } = this.#options;
    list.hidden = this.documents.length === 0;
    list.replaceChildren(...this.documents.map((document, index) => this.#drawRow(document, index)));
  }

  #drawRow(document, index) {
    const button = (text, label, mark, act, disabled) => {
      const node = element("button", { type: "button", textContent: text, ariaLabel: `${label} ${document.name}`, disabled: disabled || this.#isLocked });
      node.toggleAttribute(mark, true);
      node.addEventListener("click", act);
      return node;
    };
    const many = this.documents.length > 1;
    const row = element(
      "li",
      { className: document.problem ? "bad" : "" },
      element("span", { className: "doc-name", textContent: document.name, dir: "auto" }),
      element(
        "span",
        { className: "buttons" },
        many ? button("↑", "Move up", "data-up", () => this.#move(document, -1), index === 0) : null,
        many ? button("↓", "Move down", "data-down", () => this.#move(document, 1), index === this.documents.length - 1) : null,
        button("×", "Remove", "data-remove", () => this.#remove(document)),
      ),
      document.problem
        ? element("span", { className: "error", textContent: document.problem })
        : element("span", { className: "doc-size", textContent: document.file ? size(document.file.size) : "Link" }),
    );
    row.dataset.key = document.key;
    row.addEventListener("keydown", (event) => {
      if (!event.altKey || this.#isLocked) return;
      if (event.key === "ArrowUp" || event.key === "ArrowDown") {
        event.preventDefault();
        this.#move(document, event.key === "ArrowUp" ? -1 : 1);
      }
    });
    if (document.share !== undefined) row.append(element("progress", { max: 1, value: document.share, ariaLabel: `Sent of ${document.name}` }));
    return row;
  }
}
