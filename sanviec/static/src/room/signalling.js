// The connection to the signalling process: asks for a pass, knocks, and comes back when it breaks.

const PROTOCOL = "sanviec.room.1";
// Together well under ten seconds until a killed server is found again.
const RESTS = [200, 500, 1000, 1500, 2000];
const ASKING_MS = 4000;
const PING_MS = 2500;
const SILENT_MS = 6000;
const FINAL = { 1000: "left", 4001: "replaced", 4003: "ended", 4008: "ended" };

export class Signalling extends EventTarget {
  #admitUrl;
  #page;
  #token;
  #socket = null;
  #tries = 0;
  #stopped = false;
  #heardAt = 0;
  #pulsedAt = 0;
  #beat = 0;
  #retry = 0;
  #why = "";

  // `page` names one loading of the page, so that the other side knows a return from a reload.
  constructor(admitUrl, page, token) {
    super();
    this.#admitUrl = admitUrl;
    this.#page = page;
    this.#token = token;
    window.addEventListener("online", () => this.#hurry());
  }

  get isOpen() {
    return this.#socket !== null && this.#socket.readyState === WebSocket.OPEN;
  }

  async start() {
    this.#stopped = false;
    let admitted;
    try {
      admitted = await this.#askForPass();
    } catch {
      this.#again();
      return;
    }
    if (this.#stopped) {
      return;
    }
    if (admitted.why) {
      this.stop();
      this.#tell("refused", admitted);
      return;
    }
    this.#tell("admitted", admitted);
    this.#open(admitted);
  }

  send(frame) {
    if (!this.isOpen) {
      return false;
    }
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  stop() {
    this.#stopped = true;
    window.clearTimeout(this.#retry);
    window.clearInterval(this.#beat);
    if (this.#socket) {
      this.send({ type: "leave" });
      this.#forget(this.#socket);
    }
  }

  async #askForPass() {
    const answer = await fetch(this.#admitUrl, {
      method: "POST",
      body: new URLSearchParams({ trang: this.#page }),
      headers: { "X-CSRFToken": this.#token },
      redirect: "manual",
      signal: AbortSignal.timeout(ASKING_MS),
    });
    if (answer.type === "opaqueredirect" || answer.status === 404 || answer.status === 410) {
      return { why: "reload" };
    }
    if (answer.ok || (answer.headers.get("Content-Type") || "").startsWith("application/json")) {
      return answer.json();
    }
    // A token for forms that grew old; what else fails may pass.
    if (answer.status === 403) {
      return { why: "reload" };
    }
    throw new Error(String(answer.status));
  }

  #open(admitted) {
    const socket = new WebSocket(admitted.url, [PROTOCOL, admitted.pass]);
    this.#socket = socket;
    this.#heardAt = this.#pulsedAt = performance.now();
    // Before anything is awaited: what arrives first must not be missed.
    socket.onopen = () => {
      this.#tries = 0;
    };
    socket.onmessage = (event) => this.#hear(socket, JSON.parse(event.data));
    socket.onclose = (event) => this.#closed(socket, event.code);
    window.clearInterval(this.#beat);
    this.#beat = window.setInterval(() => this.#pulse(socket), PING_MS);
  }

  #hear(socket, frame) {
    if (socket !== this.#socket) {
      return;
    }
    this.#heardAt = performance.now();
    if (frame.type === "shut") {
      this.#why = frame.why;
    } else if (frame.type !== "pong") {
      this.#tell("frame", frame);
    }
  }

  #pulse(socket) {
    const now = performance.now();
    // A page in the background is woken late: that is no silence of the server's.
    const isLate = now - this.#pulsedAt > 2 * PING_MS;
    this.#pulsedAt = now;
    if (!isLate && now - this.#heardAt > SILENT_MS) {
      // The network went away without a word; waiting for its goodbye takes minutes.
      this.#closed(socket, 1006);
    } else {
      this.send({ type: "ping" });
    }
  }

  #closed(socket, code) {
    if (socket !== this.#socket) {
      return;
    }
    this.#forget(socket);
    if (this.#stopped) {
      return;
    }
    if (code in FINAL) {
      this.stop();
      this.#tell("refused", { why: this.#why || FINAL[code] });
      return;
    }
    this.#again();
  }

  #forget(socket) {
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
    this.#socket = null;
    window.clearInterval(this.#beat);
  }

  #again() {
    if (this.#stopped) {
      return;
    }
    this.#tries += 1;
    this.#tell("lost", { tries: this.#tries });
    window.clearTimeout(this.#retry);
    const rest = RESTS[Math.min(this.#tries - 1, RESTS.length - 1)];
    this.#retry = window.setTimeout(() => this.start(), rest);
  }

  #hurry() {
    if (!this.#stopped && this.#socket === null) {
      window.clearTimeout(this.#retry);
      this.#retry = window.setTimeout(() => this.start(), 0);
    }
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
