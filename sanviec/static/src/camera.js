// Reads QR codes with the camera and puts the text into a form. Without it one types or searches.
"use strict";

(() => {
  const LOOK_EVERY_MS = 150;
  // The same code stays in front of the camera for a while; it counts once in this time.
  const SAME_AGAIN_MS = 4000;
  const OPTIONS = { formats: ["QRCode"], tryHarder: true, maxNumberOfSymbols: 1 };

  function prepare(box) {
    ZXingWASM.prepareZXingModule({
      overrides: { locateFile: (path, prefix) => (path.endsWith(".wasm") ? box.dataset.wasm : prefix + path) },
    });
  }

  class Camera {
    constructor(box) {
      this.box = box;
      this.video = box.querySelector("video");
      this.state = box.querySelector("[role=status]");
      this.openButton = box.querySelector("[data-open]");
      this.closeButton = box.querySelector("[data-close]");
      this.form = document.getElementById(box.dataset.form);
      this.canvas = document.createElement("canvas");
      this.last = { text: "", at: 0 };
      this.openButton.addEventListener("click", () => this.open());
      this.closeButton.addEventListener("click", () => this.close());
      document.addEventListener("visibilitychange", () => document.hidden && this.close());
    }

    async open() {
      const wish = { video: { facingMode: "environment", width: { ideal: 1280 } }, audio: false };
      try {
        this.stream = await navigator.mediaDevices.getUserMedia(wish);
      } catch {
        this.state.textContent = this.state.dataset.denied;
        return;
      }
      this.video.srcObject = this.stream;
      await this.video.play();
      this.state.textContent = this.state.dataset.scanning;
      this.show(true);
      this.look();
    }

    close() {
      if (this.stream) {
        this.stream.getTracks().forEach((track) => track.stop());
        this.stream = null;
        this.video.srcObject = null;
        this.state.textContent = "";
        this.show(false);
      }
    }

    show(isOpen) {
      this.box.classList.toggle("sv-camera--open", isOpen);
      this.openButton.hidden = isOpen;
      this.closeButton.hidden = !isOpen;
    }

    async look() {
      while (this.stream) {
        const text = await this.read();
        if (text) {
          this.take(text);
        }
        await new Promise((done) => window.setTimeout(done, LOOK_EVERY_MS));
      }
    }

    async read() {
      const { videoWidth: width, videoHeight: height } = this.video;
      if (!width) {
        return "";
      }
      this.canvas.width = width;
      this.canvas.height = height;
      const context = this.canvas.getContext("2d", { willReadFrequently: true });
      context.drawImage(this.video, 0, 0);
      const found = await ZXingWASM.readBarcodes(context.getImageData(0, 0, width, height), OPTIONS);
      return found.length ? found[0].text : "";
    }

    take(text) {
      const now = performance.now();
      if (text === this.last.text && now - this.last.at < SAME_AGAIN_MS) {
        this.last.at = now;
        return;
      }
      this.last = { text, at: now };
      const field = this.form.querySelector("input[autocomplete]");
      field.value = text;
      if (navigator.vibrate) {
        navigator.vibrate(60);
      }
      this.form.requestSubmit(this.form.querySelector("button[type=submit]"));
      field.value = "";
    }
  }

  document.querySelectorAll("[data-camera]").forEach((box) => {
    if (!window.ZXingWASM || !navigator.mediaDevices) {
      return;
    }
    prepare(box);
    box.hidden = false;
    const camera = new Camera(box);
    if ("autostart" in box.dataset) {
      camera.open();
    }
  });
})();
