/* What goes between the device and the portal. */

import { change, draftOf, newDraft, newSection, add, setOwner } from "./store.js";
import { unsentOf } from "./words.js";

const PATIENCE_MS = 15_000;
const MAX_ATTEMPTS = 20;

async function ask(address, options = {}) {
  return fetch(address, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS), ...options });
}

function isJson(response) {
  return Boolean(response.headers.get("Content-Type")?.includes("json"));
}

/* Who is signed in: { user, token, version }, or { away }, { signedOut }, { forbidden }. */
export async function session(address, patience = PATIENCE_MS) {
  try {
    const response = await ask(address, { signal: AbortSignal.timeout(patience), cache: "no-store" });
    if (response.type === "opaqueredirect") return { signedOut: true };
    if (response.status === 403) return { forbidden: true };
    if (!response.ok || !isJson(response)) return { away: true };
    const found = await response.json();
    setOwner(found.user);
    return found;
  } catch {
    return { away: true };
  }
}

/* The same text whatever the order of the names. */
function canonical(typed) {
  return JSON.stringify(Object.entries(typed).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function accept(draft, revisions, sent) {
  for (const [code, revision] of Object.entries(revisions)) {
    const section = draft.sections[code];
    Object.assign(section, { revision, sent: sent[code], attempts: [] });
  }
}

/* Our own words that came back, because their answer was lost, are no conflict: whether there were any. */
function takeOwnBack(draft, conflicts) {
  let found = false;
  for (const conflict of conflicts) {
    const section = draft.sections[conflict.section];
    if (section.attempts.includes(canonical(conflict.typed))) {
      section.revision = conflict.revision;
      found = true;
    } else {
      draft.conflicts[conflict.section] = conflict;
    }
  }
  return found;
}

/* Send what the portal does not have; whether it answered. */
export async function send(address, key, token, again = true) {
  const draft = await change(key, (found) => {
    for (const [, section] of unsentOf(found)) {
      const text = canonical(section.typed);
      if (section.attempts.at(-1) !== text)
        section.attempts = [...section.attempts, text].slice(-MAX_ATTEMPTS);
    }
  });
  if (!draft) return true;
  const ready = unsentOf(draft).filter(([code]) => !draft.conflicts[code]);
  if (!ready.length) return true;
  const sections = Object.fromEntries(
    ready.map(([code, { typed, revision }]) => [code, { typed, revision }]),
  );
  const sent = Object.fromEntries(ready.map(([code, { edits }]) => [code, edits]));
  let response, answer;
  try {
    response = await ask(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({
        key,
        version: draft.version,
        length: draft.length,
        producer: draft.producer ?? null,
        sections,
      }),
    });
    if (!isJson(response) || response.status >= 500) return false;
    answer = await response.json();
  } catch {
    return false;
  }
  let isOwn = false;
  await change(key, (found) => {
    found.refusal = null;
    if (answer.revisions) {
      accept(found, answer.revisions, sent);
      isOwn = takeOwnBack(found, answer.conflicts ?? []);
      found.address = answer.address;
      found.sentAt = Date.now();
      Object.assign(found.labels, answer.labels);
    } else {
      found.refusal = { code: answer.code, message: answer.message };
    }
  });
  return isOwn && again ? send(address, key, token, false) : true;
}

/* Take a draft of the portal along: its key, or the words to say why not. What is only here stays. */
export async function take(address, key) {
  let response;
  try {
    response = await ask(`${address}${key}/brouillon.json`, { cache: "no-store" });
  } catch {
    return { problem: "Il faut du réseau pour emporter un diagnostic." };
  }
  if (!response.ok || !isJson(response)) {
    const { message } = isJson(response) ? await response.json() : {};
    return { problem: message ?? "Ce diagnostic ne peut pas être emporté. Ouvrez-le sur le portail." };
  }
  const found = await response.json();
  if (!(await draftOf(found.key))) await add(newDraft(found.version, found.length, found.key));
  await change(found.key, (draft) => {
    const unsent = unsentOf(draft).map(([code]) => code);
    for (const [code, { typed, revision }] of Object.entries(found.sections)) {
      if (!unsent.includes(code))
        draft.sections[code] = { ...newSection(typed, revision), isWhole: found.whole.includes(code) };
    }
    Object.assign(draft.labels, found.labels);
    draft.visit = found.visit ?? null;
    Object.assign(draft, { address: `${address}${found.key}/`, takenAt: Date.now(), refusal: null });
  });
  return { key: found.key };
}
