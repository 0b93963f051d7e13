/* Drafts kept on the device, in IndexedDB.

   A draft: { key, owner, version, length, labels, updatedAt, sentAt, address, refusal,
              sections: { code: { typed, revision, edits, sent, attempts } },
              conflicts: { code: what the portal answered } }.
   `edits` counts the changes of a section and `sent` is the count that the portal has; `attempts` are texts
   that went out without an answer, and may have arrived. */

const STORE = "drafts";
export const OWNER = "survey-owner";
let database = null;

function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function open() {
  database ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("diagnostics", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return database;
}

async function within(mode, work) {
  const transaction = (await open()).transaction(STORE, mode, { durability: "strict" });
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
  const result = await work(transaction.objectStore(STORE));
  await done;
  return result;
}

/* Who is signed in on this device, as the portal last said; empty after signing out. */
export function owner() {
  return Number(localStorage.getItem(OWNER)) || null;
}

export function setOwner(user) {
  if (user) localStorage.setItem(OWNER, String(user));
  else localStorage.removeItem(OWNER);
}

/* Drafts of the person signed in, the last changed first. */
export async function drafts() {
  const found = await within("readonly", (rows) => asked(rows.getAll()));
  return found.filter((draft) => draft.owner === owner()).sort((one, other) => other.updatedAt - one.updatedAt);
}

export async function draftOf(key) {
  const found = await within("readonly", (rows) => asked(rows.get(key)));
  return found?.owner === owner() ? found : null;
}

export function add(draft) {
  return within("readwrite", (rows) => asked(rows.put(draft)));
}

/* Change a draft as it is now, whatever another tab did; null when it was wiped meanwhile. */
export function change(key, alter) {
  return within("readwrite", async (rows) => {
    const draft = await asked(rows.get(key));
    if (!draft || draft.owner !== owner()) return null;
    alter(draft);
    await asked(rows.put(draft));
    return draft;
  });
}

export function wipe(keys) {
  return within("readwrite", (rows) => Promise.all(keys.map((key) => asked(rows.delete(key)))));
}

export function newDraft(version, length, key = crypto.randomUUID()) {
  return {
    key, version, length,
    owner: owner(),
    labels: {},
    updatedAt: Date.now(),
    sentAt: 0,
    address: "",
    refusal: null,
    sections: {},
    conflicts: {},
  };
}

export function newSection(typed, revision = 0) {
  return { typed, revision, edits: 0, sent: 0, attempts: [] };
}
