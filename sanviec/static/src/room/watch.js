// The manager's view: who is in the room, and a word to both.

import { facts, place, say, words } from "./page.js";
import { Signalling } from "./signalling.js";

const csrf = document.querySelector("[name=csrfmiddlewaretoken]").value;
const signalling = new Signalling(facts.admitUrl, crypto.randomUUID(), csrf);
const status = place("phong-trang-thai");

function show(seats) {
  const sides = new Set(seats.map((seat) => seat.side));
  for (const side of ["person", "firm"]) {
    say(place(`phong-${side}`), sides.has(side) ? words.here : words.away);
  }
  const both = sides.has("person") && sides.has("firm");
  const one = sides.has("person") ? words.person : sides.has("firm") ? words.firm : words.none;
  say(status, both ? words.both : one);
}

signalling.addEventListener("frame", ({ detail }) => {
  if (detail.type === "presence") {
    show(detail.seats);
  }
});
signalling.addEventListener("lost", () => say(status, words.serverGone));
signalling.addEventListener("refused", ({ detail }) => {
  say(status, detail.text || words[detail.why] || words.ended);
});
place("phong-nhac").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = place("phong-chu").value.trim();
  if (text && signalling.send({ type: "notice", text })) {
    place("phong-chu").value = "";
    say(status, words.noticeSent);
  }
});

say(status, words.entering);
signalling.start();
