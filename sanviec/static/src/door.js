// The door without network: scan, find by name, write a card, and send what waits when one can.
"use strict";

(() => {
  const root = document.getElementById("cua");
  const pick = (name) => root.querySelector(`[data-${name}]`);
  const words = JSON.parse(document.getElementById("loi-bao").textContent);
  const wentOut = JSON.parse(document.getElementById("da-ra").textContent);
  const { worker, scope, snapshot: snapshotUrl, send: sendUrl } = root.dataset;
  const HOUR_MS = 3600000;
  // A page that is reloaded gives its lock back only when it is gone.
  const LOCK_PATIENCE_MS = 3000;
  const NAMES_FOR_MS = 12 * HOUR_MS;
  const state = { key: "", snapshot: null, people: new Map(), scans: [], cards: [], ahead: 0 };
  let isSending = false;

  const plain = (text) =>
    text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
  const now = () => Date.now() - state.ahead;
  const waiting = () =>
    state.scans.filter((scan) => !scan.is_sent).length + state.cards.filter((c) => !c.no).length;

  // -- the store ---------------------------------------------------------------------------
  const save = async () => {
    await DoorStore.hide("scans", state.scans);
    await DoorStore.hide("cards", state.cards);
  };

  function index() {
    state.people = new Map(state.snapshot.people.map((person) => [person.id, person]));
    for (const card of state.cards) {
      const known = state.people.get(card.id);
      const person = { id: card.id, no: card.no, name: card.name, year: card.year };
      state.people.set(card.id, known || { ...person, state: "registered", inside: false });
    }
  }

  async function load() {
    state.key = (await DoorStore.get("key")) || "";
    state.snapshot = state.key ? await DoorStore.show("snapshot") : null;
    state.scans = (state.key && (await DoorStore.show("scans"))) || [];
    state.cards = (state.key && (await DoorStore.show("cards"))) || [];
    state.ahead = (await DoorStore.get("ahead")) || 0;
    if (state.snapshot) {
      index();
    }
  }

  async function wipe() {
    await DoorStore.clear();
    Object.assign(state, { key: "", snapshot: null, people: new Map(), scans: [], cards: [] });
    paint();
  }

  // Names leave the machine after the session; what was not sent stays until it is, without names.
  async function forgetWhenOver() {
    if (!state.snapshot || now() < Date.parse(state.snapshot.session.ends_at) + NAMES_FOR_MS) {
      return;
    }
    if (waiting()) {
      state.snapshot.people = [];
      await DoorStore.hide("snapshot", state.snapshot);
    } else {
      await wipe();
    }
  }

  // -- the screen --------------------------------------------------------------------------
  function paintNet() {
    pick("net-on").hidden = !navigator.onLine;
    pick("net-off").hidden = navigator.onLine;
  }

  function paintCounts() {
    const moves = state.scans;
    const inside = [...state.people.values()].filter((one) => DoorFold.isInside(one, moves));
    pick("inside").textContent = inside.length;
    const button = pick("send-now");
    const count = waiting();
    button.textContent = count ? button.dataset.one.replace("%n", count) : button.dataset.none;
    button.disabled = count === 0;
  }

  function paint() {
    const isReady = Boolean(state.snapshot);
    pick("empty").hidden = isReady;
    pick("work").hidden = !isReady;
    paintNet();
    if (isReady) {
      pick("title").textContent = state.snapshot.session.title;
      paintCounts();
    }
  }

  function element(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
  }

  function numberOf(person) {
    const { number, cardNumber } = pick("found").dataset;
    if (person.no) {
      return number.replace("%n", person.no);
    }
    const order = state.cards.findIndex((card) => card.id === person.id) + 1;
    return `${cardNumber} ${state.snapshot.device_no}-${order}`;
  }

  function paintVerdict(outcome, kind, person) {
    const said = outcome === "accepted" && kind === "out" ? wentOut : words[outcome];
    const box = element("div", `sv-verdict sv-verdict--${said.tone}`, "");
    box.append(element("p", "sv-verdict__title", said.title));
    if (person) {
      box.append(element("p", "sv-verdict__person", `${numberOf(person)} ${person.name}`));
    }
    if (said.advice) {
      box.append(element("p", "sv-verdict__advice", said.advice));
    }
    const last = state.scans[state.scans.length - 1];
    if (outcome === "waiting" && person) {
      box.append(actButton(pick("found").dataset.admit, () => scan({ person, isAdmitted: true })));
    } else if (outcome === "accepted" && kind !== "undo") {
      box.append(actButton(pick("found").dataset.undo, () => undo(last, person)));
    }
    pick("verdict").replaceChildren(box);
  }

  function actButton(text, act) {
    const button = element("button", "govuk-button govuk-button--secondary", text);
    button.type = "button";
    button.addEventListener("click", act);
    return button;
  }

  // -- acts --------------------------------------------------------------------------------
  async function keep(said, outcome, person) {
    state.scans.push({
      id: crypto.randomUUID(),
      device_at: new Date().toISOString(),
      ahead_ms: state.ahead,
      offline: !navigator.onLine,
      verdict: outcome,
      is_sent: false,
      ...said,
    });
    // Nothing is said before it is on the disk.
    await save();
    if (!state.cards.some((card) => card.error)) {
      // "All is sent" is true no longer.
      pick("told").replaceChildren();
    }
    paintVerdict(outcome, said.kind, person);
    paintCounts();
    if (navigator.onLine) {
      send();
    }
  }

  async function scan({ ticket = "", person = null, kind = "in", via = "", isAdmitted = false }) {
    let refusal = "";
    let found = person;
    if (ticket) {
      const read = await DoorFold.readTicket(ticket, state.snapshot, now());
      refusal = read.refusal;
      found = state.people.get(read.person) || null;
    }
    const outcome = refusal || DoorFold.verdict(found, kind, isAdmitted, state.scans);
    const participant = found ? found.id : null;
    const way = via || (ticket ? "qr" : "name");
    await keep({ kind, via: way, ticket, participant, admitted: isAdmitted }, outcome, found);
  }

  function undo(wrong, person) {
    return keep(
      { kind: "undo", via: "name", participant: person.id, undoes: wrong.id },
      "undone",
      person,
    );
  }

  async function writeCard(form) {
    const said = Object.fromEntries(new FormData(form));
    const year = Number.parseInt(said.year, 10) || null;
    const wrong = state.cards.find((one) => one.id === form.dataset.mends);
    delete form.dataset.mends;
    form.reset();
    pick("card").open = false;
    if (wrong) {
      // The person is inside already; only what was written is put right.
      Object.assign(wrong, said, { year, error: undefined });
      await save();
      index();
      await send();
      return;
    }
    const card = { ...said, id: crypto.randomUUID(), year };
    state.cards.push(card);
    index();
    await scan({ person: state.people.get(card.id), via: "walk_in" });
    pick("verdict").scrollIntoView({ block: "center" });
  }

  // -- finding by name ---------------------------------------------------------------------
  function find(query) {
    const asked = plain(query).split(/\s+/).filter(Boolean);
    const list = pick("found");
    if (!asked.length) {
      list.replaceChildren();
      return;
    }
    const fits = (one) =>
      String(one.no) === query.trim() || asked.every((word) => plain(one.name).includes(word));
    const people = [...state.people.values()].filter(fits).slice(0, 10);
    list.replaceChildren(...people.map(foundRow));
  }

  function foundRow(person) {
    const row = element("li", "", "");
    const name = `${numberOf(person)} ${person.name}${person.year ? `, ${person.year}` : ""}`;
    row.append(element("span", "", name));
    const inside = DoorFold.isInside(person, state.scans);
    const { in: letIn, out: letOut } = pick("found").dataset;
    const act = async () => {
      await scan({ person, kind: inside ? "out" : "in" });
      pick("find").value = "";
      find("");
      // The button is gone with the list; the keyboard goes on with the next person.
      pick("find").focus();
    };
    row.append(actButton(inside ? letOut : letIn, act));
    return row;
  }

  // -- sending -----------------------------------------------------------------------------
  async function send() {
    if (isSending || !state.key) {
      return;
    }
    isSending = true;
    try {
      while (await sendSome());
      await refreshSnapshot();
      tell("sent");
    } catch (error) {
      if (error.isRevoked) {
        await wipe();
      } else {
        tell("failed");
      }
    } finally {
      isSending = false;
      paint();
    }
  }

  function tell(what) {
    const told = pick("told");
    const bad = state.cards.filter((card) => card.error);
    const isSentBut = what === "sent" && bad.length > 0;
    told.replaceChildren(isSentBut ? "" : told.dataset[what], ...bad.flatMap(badCard));
  }

  function badCard(card) {
    const { badCard: words, mend: toMend } = pick("told").dataset;
    return [
      element("span", "sv-bad-card", `${words}: ${card.name}. ${card.error}`),
      actButton(toMend, () => mend(card)),
    ];
  }

  function mend(card) {
    const form = pick("card-form");
    for (const name of ["name", "year", "sex", "phone", "wish"]) {
      form.elements[name].value = card[name] || "";
    }
    form.dataset.mends = card.id;
    pick("card").open = true;
    form.elements.name.focus();
  }

  // One portion; false when nothing more can be sent now.
  async function sendSome() {
    const cards = state.cards.filter((card) => !card.no && !card.error);
    const unsent = new Set(state.cards.filter((card) => !card.no).map((card) => card.id));
    // A scan goes after the card of its person: alone it would be a scan of nobody.
    const scans = state.scans.filter((one) => !one.is_sent && !unsent.has(one.participant));
    if (!cards.length && !scans.length) {
      return false;
    }
    const hello = await DoorSync.measured(sendUrl, state.key, { cards: [], scans: [] });
    DoorSync.freeze(scans, hello.ahead_ms);
    await save();
    const told = await DoorSync.send(sendUrl, state.key, cards, scans);
    await take(told);
    return true;
  }

  async function take(told) {
    for (const answer of told.cards) {
      const card = state.cards.find((one) => one.id === answer.id);
      card.no = answer.no;
      card.error = answer.error;
    }
    for (const answer of told.scans) {
      const one = state.scans.find((kept) => kept.id === answer.id);
      one.is_sent = true;
      one.verdict = answer.outcome;
    }
    for (const bad of told.bad) {
      const one = state.scans.find((kept) => kept.id === bad.id);
      if (one) {
        one.is_sent = true;
      }
    }
    state.ahead = told.ahead_ms;
    await DoorStore.put("ahead", state.ahead);
    index();
    await save();
  }

  async function refreshSnapshot() {
    const told = await DoorSync.measured(snapshotUrl, state.key);
    if (told.error) {
      await forgetWhenOver();
      return;
    }
    state.snapshot = told;
    state.ahead = told.ahead_ms;
    // What the server knows is in the snapshot now; only what waits is counted on top.
    state.scans = state.scans.filter((one) => !one.is_sent);
    state.cards = state.cards.filter((card) => !card.no || !told.people.some((p) => p.id === card.id));
    await DoorStore.put("ahead", state.ahead);
    await DoorStore.hide("snapshot", told);
    await save();
    index();
  }

  // -- start -------------------------------------------------------------------------------
  // What another session left unsent goes first: a new key must not wipe it.
  async function hasOlderScans() {
    await load();
    if (!state.key || !waiting()) {
      return false;
    }
    await send();
    if (!state.key || !waiting()) {
      return false;
    }
    pick("older").hidden = false;
    return true;
  }

  async function takeKey() {
    const found = /^#khoa=([\w-]{20,100})$/.exec(window.location.hash);
    if (!found) {
      return;
    }
    window.history.replaceState(null, "", window.location.pathname);
    if (await hasOlderScans()) {
      return;
    }
    await DoorStore.clear();
    await DoorStore.put("key", found[1]);
    state.key = found[1];
    if (navigator.storage && navigator.storage.persist) {
      navigator.storage.persist();
    }
  }

  function listen() {
    pick("scan").addEventListener("submit", (event) => {
      event.preventDefault();
      const kind = event.submitter ? event.submitter.value : "in";
      const box = event.target.elements.ve;
      const ticket = box.value.trim();
      box.value = "";
      if (ticket) {
        scan({ ticket, kind });
      }
    });
    pick("card-form").addEventListener("submit", (event) => {
      event.preventDefault();
      writeCard(event.target);
    });
    pick("find").addEventListener("input", (event) => find(event.target.value));
    pick("send-now").addEventListener("click", send);
    pick("wipe").addEventListener("click", () => {
      const { ask, askSent } = pick("wipe").dataset;
      // Without its list a machine is of no use until there is network again.
      if (window.confirm(waiting() ? ask : askSent)) {
        wipe();
      }
    });
    // The browser's own words are in its language, not in that of the page.
    pick("card-form").addEventListener(
      "invalid",
      (event) => event.target.setCustomValidity(event.target.dataset.wrong || ""),
      true,
    );
    pick("card-form").addEventListener("input", (event) => event.target.setCustomValidity(""));
    window.addEventListener("online", () => {
      paintNet();
      send();
    });
    window.addEventListener("offline", paintNet);
  }

  // Two tabs would write over one another's scans: the second one stays shut.
  function isAlone() {
    return new Promise((done) => {
      if (!navigator.locks) {
        done(true);
        return;
      }
      const patience = { signal: AbortSignal.timeout(LOCK_PATIENCE_MS) };
      const forEver = () => {
        done(true);
        return new Promise(() => {});
      };
      navigator.locks.request("sanviec-cua", patience, forEver).catch(() => done(false));
    });
  }

  async function start() {
    if (!(await isAlone())) {
      pick("twice").hidden = false;
      return;
    }
    listen();
    if ("serviceWorker" in navigator) {
      navigator.serviceWorker.register(worker, { scope });
    }
    await takeKey();
    await load();
    await forgetWhenOver();
    paint();
    if (state.key && navigator.onLine) {
      await send();
    }
    root.dataset.ready = "yes";
  }

  start();
})();
