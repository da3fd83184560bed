// What a machine at the door keeps: its key, the session's names (encrypted) and what it has not
// sent yet. IndexedDB survives a closed browser and an empty battery.
"use strict";

window.DoorStore = (() => {
  const NAME = "sanviec-cua";
  const FIELDS = "ngan";
  let opened = null;

  function open() {
    opened =
      opened ||
      new Promise((done, fail) => {
        const request = indexedDB.open(NAME, 1);
        request.onupgradeneeded = () => request.result.createObjectStore(FIELDS);
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
    return opened;
  }

  async function act(mode, work) {
    const database = await open();
    return new Promise((done, fail) => {
      const transaction = database.transaction(FIELDS, mode, { durability: "strict" });
      const request = work(transaction.objectStore(FIELDS));
      // Only a finished transaction is on the disk.
      transaction.oncomplete = () => done(request.result);
      transaction.onerror = transaction.onabort = () => fail(transaction.error);
    });
  }

  const get = (name) => act("readonly", (fields) => fields.get(name));
  const put = (name, value) => act("readwrite", (fields) => fields.put(value, name));
  const clear = () => act("readwrite", (fields) => fields.clear());

  // A key that cannot leave the browser: a copied file of the store alone tells no names.
  async function secret() {
    let key = await get("secret");
    if (!key) {
      key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
        "encrypt",
        "decrypt",
      ]);
      await put("secret", key);
    }
    return key;
  }

  async function hide(name, value) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const text = new TextEncoder().encode(JSON.stringify(value));
    const hidden = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await secret(), text);
    await put(name, { iv, hidden });
  }

  async function show(name) {
    const kept = await get(name);
    if (!kept) {
      return null;
    }
    const open = { name: "AES-GCM", iv: kept.iv };
    const text = await crypto.subtle.decrypt(open, await secret(), kept.hidden);
    return JSON.parse(new TextDecoder().decode(text));
  }

  return { get, put, clear, hide, show };
})();
