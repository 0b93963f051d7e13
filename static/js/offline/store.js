/* Drafts kept on the device, in IndexedDB, those of each person apart.

   A draft: { key, owner, version, length, producer, visit, labels, updatedAt, sentAt, takenAt, address, refusal,
              sections: { code: { typed, revision, edits, sent, attempts, isWhole } },
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
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: ["owner", "key"] });
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
  const [result] = await Promise.all([work(transaction.objectStore(STORE)), done]);
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
  const user = owner();
  if (!user) return [];
  const found = await within("readonly", (rows) => asked(rows.getAll(IDBKeyRange.bound([user], [user, []]))));
  return found.sort((one, other) => other.updatedAt - one.updatedAt);
}

export async function draftOf(key) {
  const user = owner();
  return user ? within("readonly", async (rows) => (await asked(rows.get([user, key]))) ?? null) : null;
}

export function add(draft) {
  return within("readwrite", (rows) => asked(rows.put(draft)));
}

/* Change a draft as it is now, whatever another tab did; null when it was wiped, or its owner left. */
export async function change(key, alter) {
  const user = owner();
  if (!user) return null;
  return within("readwrite", async (rows) => {
    const draft = await asked(rows.get([user, key]));
    if (!draft) return null;
    alter(draft);
    await asked(rows.put(draft));
    return draft;
  });
}

export function wipe(keys) {
  const user = owner();
  return within("readwrite", (rows) => Promise.all(keys.map((key) => asked(rows.delete([user, key])))));
}

export function newDraft(version, length, key = crypto.randomUUID()) {
  return {
    key,
    version,
    length,
    owner: owner(),
    labels: {},
    updatedAt: Date.now(),
    sentAt: 0,
    takenAt: 0,
    producer: null,
    address: "",
    refusal: null,
    sections: {},
    conflicts: {},
  };
}

/* A new draft of a farm that was taken along, with what the portal knew of it (needs_survey/prefill.py). */
export function newDraftOf({ producer, version, forms, labels, visit }, length) {
  const draft = newDraft(version, length);
  for (const [code, typed] of Object.entries(forms[length])) {
    draft.sections[code] = { ...newSection(typed), edits: 1 };
  }
  return Object.assign(draft, { producer, visit, labels: { ...labels } });
}

/* A new draft with the answers of another, none of which the portal has. */
export function copyOf({ version, length, labels, sections }) {
  const draft = newDraft(version, length);
  for (const [code, { typed }] of Object.entries(sections))
    draft.sections[code] = { ...newSection(typed), edits: 1 };
  return Object.assign(draft, { labels });
}

export function newSection(typed, revision = 0) {
  return { typed, revision, edits: 0, sent: 0, attempts: [] };
}
