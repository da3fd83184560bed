// What the pages of rooms share: facts from the server, places in the page, the clock.

export const facts = JSON.parse(document.getElementById("phong-du-lieu").textContent);
export const words = facts.words;

export function place(id) {
  return document.getElementById(id);
}

// A sentence with named places, as Django writes them: "Còn %(time)s".
export function filled(sentence, names) {
  return sentence.replace(/%\((\w+)\)s/g, (_whole, name) => names[name]);
}

// A live region speaks only when its words change.
export function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

// Telephones are often minutes wrong; the server's clock counts.
const ahead = facts.now ? Date.now() - Date.parse(facts.now) : 0;

export function serverNow() {
  return Date.now() - ahead;
}

export function lasting(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const pad = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = `${pad(minutes)}:${pad(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}
