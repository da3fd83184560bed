// Talking to the server: the snapshot, and what was kept, in portions that may be sent again.
"use strict";

window.DoorSync = (() => {
  const AT_ONCE = 200;
  // A clock that was set between the scan and the sending shows by this much.
  const CLOCK_WAS_SET_MS = 60000;
  const PATIENCE_MS = 20000;

  async function ask(url, key, body) {
    const answer = await fetch(url, {
      method: body ? "POST" : "GET",
      headers: { "X-Device-Key": key, "Content-Type": "application/json" },
      body: body ? JSON.stringify(body) : undefined,
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (answer.status === 401) {
      throw Object.assign(new Error("revoked"), { isRevoked: true });
    }
    if (!answer.ok && answer.status !== 410) {
      throw new Error(`answer ${answer.status}`);
    }
    return answer.json();
  }

  // By how much this clock runs ahead of the server's: taken in the middle of the way there and back.
  async function measured(url, key, body) {
    const before = Date.now();
    const told = await ask(url, key, body);
    const after = Date.now();
    told.ahead_ms = Math.round((before + after) / 2 - Date.parse(told.now));
    return told;
  }

  // Each scan gets its correction once, before it is first sent: sent again, it says the same.
  function freeze(scans, aheadMs) {
    for (const scan of scans) {
      if (!scan.is_frozen) {
        const wasSet = Math.abs(aheadMs - scan.ahead_ms) > CLOCK_WAS_SET_MS;
        scan.ahead_ms = wasSet ? aheadMs : scan.ahead_ms;
        scan.is_frozen = true;
      }
    }
  }

  const forServer = (scan) => ({
    id: scan.id,
    kind: scan.kind,
    via: scan.via,
    ticket: scan.ticket || "",
    participant: scan.ticket ? null : scan.participant,
    undoes: scan.undoes || null,
    device_at: scan.device_at,
    ahead_ms: scan.ahead_ms,
    admitted: Boolean(scan.admitted),
    offline: Boolean(scan.offline),
  });

  async function send(url, key, cards, scans) {
    const body = {
      sent_at: new Date().toISOString(),
      cards: cards.slice(0, AT_ONCE),
      scans: scans.slice(0, AT_ONCE).map(forServer),
    };
    return measured(`${url}?so=1`, key, body);
  }

  return { measured, freeze, send, AT_ONCE };
})();
