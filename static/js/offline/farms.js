/* The farms to visit, kept on the device with what the portal knows of them: to ring, and to begin there.

   In a database of their own, a record a person: { owner, farms, takenAt }. A draft begun is one of the others. */

import { owner } from "./store.js";

const STORE = "farms";
const PATIENCE_MS = 15_000;
let database = null;

function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function store(mode) {
  database ??= (() => {
    const request = indexedDB.open("farms-to-visit", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "owner" });
    return asked(request);
  })();
  return (await database).transaction(STORE, mode).objectStore(STORE);
}

/* Ask the portal again; without an answer, those already here stay. */
export async function takeFarms(address) {
  const user = owner();
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(address, { redirect: "error", cache: "no-store", signal });
    if (!response.ok || user !== owner()) return;
    const { farms } = await response.json();
    await asked((await store("readwrite")).put({ owner: user, farms, takenAt: Date.now() }));
  } catch {
    // No network, or no room: what is here is still right.
  }
}

/* Those kept for the person signed in: { farms, takenAt }. */
export async function farmsHere() {
  const found = owner() && (await asked((await store("readonly")).get(owner())));
  return found ?? { farms: [], takenAt: 0 };
}

export async function forgetFarms() {
  await asked((await store("readwrite")).delete(owner()));
}
