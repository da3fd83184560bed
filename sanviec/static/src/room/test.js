// The page that tries camera, microphone and loudspeaker; nothing leaves the browser.

import { closeMedia, openMedia } from "./media.js";
import { place, say, words } from "./page.js";

const status = place("thu-trang-thai");
let stream = null;

async function tryDevices() {
  closeMedia(stream);
  const opened = await openMedia("video");
  stream = opened.stream;
  place("thu-ket-qua").hidden = stream === null;
  place("thu-hinh").srcObject = stream;
  place("thu-hinh").hidden = opened.lacks.includes("camera");
  if (stream === null) {
    say(status, navigator.mediaDevices ? words.noMicrophone : words.noBrowser);
    return;
  }
  say(status, opened.lacks.length ? words.noCamera : words.works);
  measure(stream);
}

// Nobody should have to close the page to be unseen; the focus must not vanish with the button.
function switchOff() {
  closeMedia(stream);
  stream = null;
  place("thu-hinh").srcObject = null;
  place("thu-ket-qua").hidden = true;
  place("thu-nut").focus();
  say(status, words.off);
}

// The bar follows the loudness; a tenth of a second is as fine as eyes need.
function measure(source) {
  const sound = new AudioContext();
  const analyser = sound.createAnalyser();
  sound.createMediaStreamSource(source).connect(analyser);
  const samples = new Uint8Array(analyser.fftSize);
  const timer = window.setInterval(() => {
    if (source !== stream) {
      window.clearInterval(timer);
      sound.close();
      return;
    }
    analyser.getByteTimeDomainData(samples);
    const loudest = samples.reduce((most, one) => Math.max(most, Math.abs(one - 128)), 0);
    place("thu-muc").value = Math.min(100, loudest * 2);
  }, 100);
}

function ring() {
  const sound = new AudioContext();
  const bell = sound.createOscillator();
  const volume = sound.createGain();
  bell.frequency.value = 660;
  volume.gain.setValueAtTime(0.3, sound.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, sound.currentTime + 0.8);
  bell.connect(volume).connect(sound.destination);
  bell.start();
  bell.stop(sound.currentTime + 0.8);
  bell.onended = () => sound.close();
  say(status, words.played);
}

place("thu-tat").addEventListener("click", switchOff);
for (const [id, act] of [["thu-nut", tryDevices], ["thu-loa", ring]]) {
  place(id).disabled = false;
  place(id).addEventListener("click", act);
}
