// The room: consent, waiting, the talk, and coming back after whatever broke.

import { Call } from "./call.js";
import { Chat } from "./chat.js";
import { closeMedia, hasPicture, openMedia } from "./media.js";
import { facts, filled, lasting, place, say, serverNow, words } from "./page.js";
import { Signalling } from "./signalling.js";

const isFirm = facts.side === "firm";
// One loading of this page; the other side starts a new call with a new one.
const page = crypto.randomUUID();
const csrf = document.querySelector("[name=csrfmiddlewaretoken]").value;
const REMEMBERED = `sv-room:${facts.interview}`;

const signalling = new Signalling(facts.admitUrl, page, csrf);
const chat = new Chat((frame) => signalling.send(frame));
const media = { stream: null, mode: "video", lacks: [] };
let ice = {};
let call = null;
let otherPage = "";
let isIn = false;
let isStuck = false;
let isOtherHere = false;
let wasThere = false;
// How often in vain since the last time in the room, and whether there was one.
let lost = 0;
let hasBeenIn = false;
let needsResume = false;

// -- entering and leaving -------------------------------------------------------------------
async function enter(mode) {
  isIn = true;
  sessionStorage.setItem(REMEMBERED, mode);
  place("phong-truoc").hidden = true;
  place("phong-goi").hidden = false;
  say(place("phong-trang-thai"), words.entering);
  media.mode = mode;
  // Both at once: somebody who thinks about the question for the camera is in the room already.
  signalling.start();
  await useMedia(mode);
}

async function useMedia(mode) {
  const opened = await openMedia(mode);
  closeMedia(media.stream);
  if (!isIn) {
    closeMedia(opened.stream);
    return;
  }
  Object.assign(media, opened, { mode });
  if (call) {
    call.setMedia(media);
  }
  showOwn();
  showState();
}

function leave(why) {
  isIn = false;
  signalling.stop();
  hangUp();
  closeMedia(media.stream);
  media.stream = null;
  sessionStorage.removeItem(REMEMBERED);
  place("phong-goi").hidden = true;
  place("phong-truoc").hidden = false;
  say(place("phong-trang-thai"), why);
  place("phong-nut-vao").focus();
}

// -- the other side ---------------------------------------------------------------------------
function meet(seats) {
  const others = seats.filter((seat) => seat.side === (isFirm ? "person" : "firm"));
  const there = others.length ? others[0].page : "";
  const watched = seats.some((seat) => seat.side === "manager");
  place("phong-nguoi-xem").hidden = !watched;
  say(place("phong-nguoi-xem"), watched ? words.watched : "");
  if (there && there !== otherPage) {
    hangUp();
    otherPage = there;
    startCall();
  } else if (there && call && (needsResume || !isOtherHere)) {
    // The same page came back: the talk may have gone on without the server.
    call.resume();
  }
  needsResume = false;
  wasThere = wasThere || Boolean(there);
  isOtherHere = Boolean(there);
  if (there) {
    chat.retry();
  }
  showState();
}

function startCall() {
  isStuck = false;
  call = new Call({
    isCaller: isFirm,
    ice,
    media,
    send: (data) => signalling.send({ type: "signal", to: otherPage, data }),
  });
  call.addEventListener("state", () => {
    isStuck = isStuck && !call.isConnected;
    showState();
  });
  call.addEventListener("stuck", () => {
    isStuck = true;
    showState();
  });
  call.addEventListener("picture", showOther);
  chat.use(call.channel);
  place("phong-ho").srcObject = call.stream;
}

function hangUp() {
  if (call) {
    call.close();
    call = null;
  }
  otherPage = "";
  place("phong-ho").srcObject = null;
}

// -- what is shown ------------------------------------------------------------------------------
function stateWords() {
  const isTalking = call !== null && call.isConnected;
  if (!signalling.isOpen && !isTalking) {
    if (lost > 3 && !hasBeenIn) {
      return words.seatTaken;
    }
    return lost ? words.serverGone : words.entering;
  }
  if (isTalking) {
    return words.talking;
  }
  if (isOtherHere) {
    return isStuck ? words.noMedia : words.yourTurn;
  }
  return wasThere ? words.otherGone : words.waiting;
}

function showState() {
  if (!isIn) {
    return;
  }
  const lacking = media.lacks.includes("microphone")
    ? words.noMicrophone
    : media.lacks.includes("camera")
      ? words.noCamera
      : "";
  say(place("phong-trang-thai"), [stateWords(), lacking].filter(Boolean).join(" "));
  showOther();
}

function showOther() {
  const isShown = call !== null && call.isConnected && hasPicture(call.stream);
  place("phong-ho").classList.toggle("sv-room__other--dark", !isShown);
}

function showOwn() {
  const own = place("phong-toi");
  const hasOwn = media.stream !== null && media.stream.getVideoTracks().length > 0;
  own.hidden = !hasOwn;
  own.srcObject = hasOwn ? media.stream : null;
  say(place("phong-hinh"), media.mode === "voice" ? words.withPicture : words.voiceOnly);
  say(place("phong-tieng"), words.mute);
}

function showClock() {
  const now = serverNow();
  const [opens, starts, ends] = [facts.opensAt, facts.startsAt, facts.endsAt].map(Date.parse);
  const clock = place("phong-gio");
  place("phong-nut-vao").disabled = now < opens;
  if (now < opens) {
    say(clock, filled(words.opensIn, { time: lasting(opens - now) }));
  } else if (now < starts) {
    say(clock, filled(words.startsIn, { time: lasting(starts - now) }));
  } else {
    say(clock, now < ends ? filled(words.endsIn, { time: lasting(ends - now) }) : words.overtime);
  }
}

// -- what comes from the server --------------------------------------------------------------------
const heard = {
  presence: ({ seats }) => meet(seats),
  signal: ({ from, data }) => from === otherPage && call && call.hear(data),
  text: ({ id, text }) => chat.hear(id, text),
  sent: ({ id }) => chat.isHeard(id),
  unsent: ({ id }) => chat.isUnsent(id),
  notice: ({ text }) => chat.notice(text),
  welcome: () => {
    lost = 0;
    hasBeenIn = true;
  },
};

signalling.addEventListener("frame", ({ detail }) => heard[detail.type]?.(detail));
signalling.addEventListener("admitted", ({ detail }) => {
  ice = detail.ice;
  call?.setIce(ice);
});
signalling.addEventListener("lost", ({ detail }) => {
  lost = detail.tries;
  needsResume = true;
  showState();
});
signalling.addEventListener("refused", ({ detail }) => {
  leave(detail.text || words[detail.why] || words.ended);
});

// -- what people do ------------------------------------------------------------------------------------
place("phong-vao").addEventListener("submit", (event) => {
  event.preventDefault();
  enter(new FormData(event.target).get("cach"));
});
place("phong-roi").addEventListener("click", () => leave(words.left));
place("phong-tieng").addEventListener("click", () => {
  const tracks = media.stream ? media.stream.getAudioTracks() : [];
  const isOn = tracks.some((track) => track.enabled);
  tracks.forEach((track) => {
    track.enabled = !isOn;
  });
  say(place("phong-tieng"), isOn ? words.unmute : words.mute);
});
place("phong-hinh").addEventListener("click", () => {
  const mode = media.mode === "voice" ? "video" : "voice";
  sessionStorage.setItem(REMEMBERED, mode);
  useMedia(mode);
});
place("phong-nhan").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = place("phong-chu").value.trim();
  if (text) {
    chat.write(text);
    place("phong-chu").value = "";
  }
});

showClock();
window.setInterval(showClock, 1000);
// Whoever consented and was in goes in again by themselves after a reload of this tab.
const before = sessionStorage.getItem(REMEMBERED);
if (before && serverNow() >= Date.parse(facts.opensAt)) {
  enter(before);
}
