// Text beside the picture: by the direct way while it is open, else through the server.
// Each text has an id and is said until it was heard; what comes twice is shown once.

import { place, words } from "./page.js";

const HEARD_MS = 3000;

export class Chat {
  #list = place("phong-tin");
  #seen = new Set();
  #open = new Map();
  #byServer;
  #channel = null;

  constructor(byServer) {
    this.#byServer = byServer;
  }

  // The direct way of a new call.
  use(channel) {
    this.#channel = channel;
    channel.onmessage = ({ data }) => this.#hearDirect(JSON.parse(data));
    channel.onopen = () => this.retry();
  }

  write(text) {
    const id = crypto.randomUUID();
    const item = this.#show(words.you, text);
    const sign = document.createElement("small");
    item.append(" ", sign);
    this.#open.set(id, { text, sign });
    this.#say(id);
  }

  hear(id, text) {
    if (!this.#seen.has(id)) {
      this.#seen.add(id);
      this.#show(words.other, text);
    }
  }

  notice(text) {
    this.#show(words.manager, text);
  }

  isHeard(id) {
    const text = this.#open.get(id);
    if (text) {
      text.sign.remove();
      this.#open.delete(id);
    }
  }

  isUnsent(id) {
    this.#mark(id, words.unsent);
  }

  // The other side is there (again): say what it has not heard.
  retry() {
    for (const id of this.#open.keys()) {
      this.#say(id);
    }
  }

  #say(id) {
    const { text } = this.#open.get(id);
    this.#mark(id, words.sending);
    if (this.#channel && this.#channel.readyState === "open") {
      this.#channel.send(JSON.stringify({ id, text }));
      window.setTimeout(() => this.#open.has(id) && this.#sayByServer(id), HEARD_MS);
    } else {
      this.#sayByServer(id);
    }
  }

  #sayByServer(id) {
    if (!this.#byServer({ type: "text", id, text: this.#open.get(id).text })) {
      this.isUnsent(id);
    }
  }

  #hearDirect({ id, text, heard }) {
    if (heard) {
      this.isHeard(heard);
    } else {
      this.hear(id, text);
      this.#channel.send(JSON.stringify({ heard: id }));
    }
  }

  #mark(id, sign) {
    if (this.#open.has(id)) {
      this.#open.get(id).sign.textContent = `(${sign})`;
    }
  }

  #show(who, text) {
    const item = document.createElement("p");
    const name = document.createElement("strong");
    name.textContent = `${who}: `;
    item.append(name, document.createTextNode(text));
    this.#list.append(item);
    this.#list.scrollTop = this.#list.scrollHeight;
    return item;
  }
}
