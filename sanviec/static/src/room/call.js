// One talk between two loaded pages: perfect negotiation, where the person gives way.
// The firm's side makes the places for sound and picture, so that both never make them at once.

const SETTLE_MS = 8000;
const VOICE_BITS = 32000;
const PICTURE_BITS = 700000;

export class Call extends EventTarget {
  #pc;
  #send;
  #isCaller;
  #isOffering = false;
  #ignores = false;
  #media = { stream: null, mode: "video" };
  #settle = 0;
  #settleAt = 0;
  #work = Promise.resolve();
  channel;
  stream = new MediaStream();

  // `send` hands {description} or {candidate} to the other page.
  constructor({ isCaller, ice, send, media }) {
    super();
    this.#isCaller = isCaller;
    this.#send = send;
    this.#media = media;
    this.#pc = new RTCPeerConnection(ice);
    this.#listen();
    // Agreed beforehand: both make it, nobody announces it.
    this.channel = this.#pc.createDataChannel("text", { negotiated: true, id: 0 });
    if (isCaller) {
      this.#pc.addTransceiver("audio", { direction: "sendrecv" });
      this.#pc.addTransceiver("video", { direction: "sendrecv" });
      this.#fill();
      this.#expect();
    }
  }

  get isConnected() {
    return this.#pc.connectionState === "connected";
  }

  // Signals are handled one after the other, however fast they come.
  hear(data) {
    this.#work = this.#work.then(() => this.#hear(data)).catch((error) => this.#failed(error));
    return this.#work;
  }

  setMedia(media) {
    this.#media = media;
    this.#fill();
  }

  setIce(ice) {
    this.#pc.setConfiguration({ ...this.#pc.getConfiguration(), ...ice });
  }

  // Whatever was lost on the way is said again.
  resume() {
    if (this.#pc.signalingState === "closed" || this.isConnected) {
      return;
    }
    if (!this.#isCaller) {
      this.#send({ again: true });
    } else if (this.#pc.signalingState === "have-local-offer") {
      this.#send({ description: this.#pc.localDescription });
    } else {
      this.#pc.restartIce();
    }
    this.#expect();
  }

  close() {
    this.#rest();
    this.#pc.close();
  }

  #listen() {
    const pc = this.#pc;
    pc.onicecandidate = ({ candidate }) => candidate && this.#send({ candidate });
    pc.onnegotiationneeded = () => {
      // The person waits for the firm's first words.
      if (this.#isCaller || pc.remoteDescription) {
        this.#offer();
      }
    };
    pc.ontrack = ({ track }) => {
      this.stream.addTrack(track);
      track.onmute = track.onunmute = () => this.dispatchEvent(new Event("picture"));
      this.dispatchEvent(new Event("picture"));
    };
    pc.onconnectionstatechange = () => this.#changed();
  }

  async #offer() {
    try {
      this.#isOffering = true;
      await this.#pc.setLocalDescription();
      this.#send({ description: this.#pc.localDescription });
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#isOffering = false;
    }
  }

  async #hear({ description, candidate, again }) {
    if (again) {
      this.resume();
    } else if (description) {
      await this.#hearDescription(description);
    } else if (candidate) {
      await this.#hearCandidate(candidate);
    }
  }

  async #hearDescription(description) {
    const pc = this.#pc;
    const isGlare =
      description.type === "offer" && (this.#isOffering || pc.signalingState !== "stable");
    this.#ignores = isGlare && this.#isCaller;
    if (this.#ignores || (description.type === "answer" && pc.signalingState === "stable")) {
      return;
    }
    await pc.setRemoteDescription(description);
    if (description.type === "offer") {
      this.#fill();
      await pc.setLocalDescription();
      this.#send({ description: pc.localDescription });
      this.#expect();
    }
  }

  async #hearCandidate(candidate) {
    try {
      await this.#pc.addIceCandidate(candidate);
    } catch (error) {
      // One of an offer that was passed over.
      if (!this.#ignores && this.#pc.remoteDescription) {
        throw error;
      }
    }
  }

  // Put the tracks that there are into the places that there are.
  #fill() {
    const { stream, mode } = this.#media;
    for (const transceiver of this.#pc.getTransceivers()) {
      const kind = transceiver.receiver.track.kind;
      const track = stream ? stream.getTracks().find((one) => one.kind === kind) || null : null;
      const wanted = kind === "video" && mode === "voice" ? "inactive" : "sendrecv";
      transceiver.sender.replaceTrack(wanted === "inactive" ? null : track);
      // Only a change asks for new words between the two.
      if (transceiver.direction !== wanted) {
        transceiver.direction = wanted;
      }
    }
  }

  #limit() {
    for (const sender of this.#pc.getSenders()) {
      const parameters = sender.getParameters();
      if (sender.track && parameters.encodings && parameters.encodings.length) {
        parameters.encodings[0].maxBitrate = sender.track.kind === "audio" ? VOICE_BITS : PICTURE_BITS;
        sender.setParameters(parameters).catch(() => {});
      }
    }
  }

  #changed() {
    const state = this.#pc.connectionState;
    if (state === "connected") {
      this.#rest();
      this.#limit();
    } else if (state === "failed") {
      // Said at once: a network that refuses quickly would put the clock back each time.
      this.dispatchEvent(new Event("stuck"));
      this.resume();
    } else if (state === "disconnected") {
      this.#expect(2500);
    }
    this.dispatchEvent(new Event("state"));
  }

  // Say so when the two are not connected in time. A clock that runs is never put back: the other
  // side starts anew at the same pace, and each start would hide how long it has lasted.
  #expect(milliseconds = SETTLE_MS) {
    const at = performance.now() + milliseconds;
    if (this.#settle && this.#settleAt <= at) {
      return;
    }
    this.#rest();
    this.#settleAt = at;
    this.#settle = window.setTimeout(() => {
      this.#settle = 0;
      if (!this.isConnected) {
        this.dispatchEvent(new Event("stuck"));
        this.resume();
      }
    }, milliseconds);
  }

  #rest() {
    window.clearTimeout(this.#settle);
    this.#settle = 0;
  }

  #failed(error) {
    if (this.#pc.signalingState !== "closed") {
      console.warn("room call", error.name);
      this.#expect(1000);
    }
  }
}
