// The verdicts of a machine without network: the ticket by its signature, the person by the list,
// and whether they are inside by the scans known here. The server's fold has the last word.
"use strict";

window.DoorFold = (() => {
  const FORM = /^SV1\.([\w-]{22})\.([\w-]{22})\.([0-9a-z]{1,8})\.([\w-]{86})$/;

  function bytes(text) {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (char) => char.charCodeAt(0));
  }

  function uuid(text) {
    const hex = Array.from(bytes(text), (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  const fromHex = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));

  // true or false by the signature; null where this browser does not know Ed25519.
  async function isSigned(body, signature, keys) {
    for (const hex of keys) {
      try {
        const key = await crypto.subtle.importKey("raw", fromHex(hex), "Ed25519", false, ["verify"]);
        const text = new TextEncoder().encode(body);
        if (await crypto.subtle.verify("Ed25519", key, bytes(signature), text)) {
          return true;
        }
      } catch {
        return null;
      }
    }
    return false;
  }

  // Who stands on a ticket, and what it is refused for.
  async function readTicket(text, snapshot, nowMs) {
    const form = FORM.exec(text.trim());
    if (!form) {
      return { refusal: "unknown" };
    }
    const [, session, person, until, signature] = form;
    const body = text.trim().slice(0, text.trim().lastIndexOf("."));
    // Another text that gives the same bytes is not the ticket that we wrote.
    const isExact = [session, person, signature].every((part) => /[AQgw]$/.test(part));
    if (!isExact || (await isSigned(body, signature, snapshot.ticket_keys)) === false) {
      return { refusal: "forged" };
    }
    if (uuid(session) !== snapshot.session.id) {
      return { refusal: "wrong_session" };
    }
    const isOver = Math.floor(nowMs / 1000) > parseInt(until, 36);
    return { person: uuid(person), refusal: isOver ? "expired" : "" };
  }

  function refusalOf(person, kind, isAdmitted) {
    if (!person) {
      return "unknown";
    }
    if (kind !== "in") {
      return "";
    }
    if (person.state === "cancelled") {
      return "cancelled";
    }
    const waits = person.state === "lapsed" || (person.state === "waiting" && !isAdmitted);
    return waits ? "waiting" : "";
  }

  // Inside or not after the moves known here, on top of what the server said last.
  function isInside(person, moves) {
    const undone = new Set(moves.filter((move) => move.kind === "undo").map((move) => move.undoes));
    let inside = person.inside;
    for (const move of moves) {
      const counts = move.participant === person.id && move.verdict === "accepted";
      if (counts && move.kind !== "undo" && !undone.has(move.id)) {
        inside = move.kind === "in";
      }
    }
    return inside;
  }

  function verdict(person, kind, isAdmitted, moves) {
    const refusal = refusalOf(person, kind, isAdmitted);
    if (refusal) {
      return refusal;
    }
    const inside = isInside(person, moves);
    if (inside === (kind === "in")) {
      return inside ? "already_inside" : "not_inside";
    }
    return "accepted";
  }

  return { readTicket, verdict, isInside };
})();
