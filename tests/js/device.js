/* What our modules find in a browser and not in Node: a database, small storage, a portal, somebody signed in.
   Every test signs in somebody else, whose drafts are apart: none sees what another left. */

import "../../.venv/js/node_modules/fake-indexeddb/auto/index.mjs";

import { webcrypto } from "node:crypto";

import { setOwner } from "../../static/js/offline/store.js";

/* As localStorage: texts by name, which Object.keys lists; `room` is how many it takes. */
class SmallStorage {
  #room = Number.POSITIVE_INFINITY;

  getItem(name) {
    return Object.hasOwn(this, name) ? this[name] : null;
  }

  setItem(name, value) {
    if (!Object.hasOwn(this, name) && Object.keys(this).length >= this.#room) {
      throw new DOMException("full", "QuotaExceededError");
    }
    this[name] = String(value);
  }

  removeItem(name) {
    delete this[name];
  }

  /* Takes nothing more until `work` is over. */
  whileFull(work) {
    this.#room = 0;
    try {
      return work();
    } finally {
      this.#room = Number.POSITIVE_INFINITY;
    }
  }
}

function give(name, value) {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}

give("navigator", {});
give("localStorage", new SmallStorage());
// Node 18 has it, but not by this name.
if (!globalThis.crypto) give("crypto", webcrypto);

let lastUser = 0;

export function signIn(user = lastUser + 1) {
  lastUser = Math.max(lastUser, user);
  setOwner(user);
  return user;
}

export function json(body, status = 200) {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
}

/* Answers what is asked from now on by the functions given, one after another, the last one for all that follows.
   What was asked is listed: [address, body]. A function that throws is a network that fails. */
export function portal(...answers) {
  const asked = [];
  give("fetch", async (address, { body, signal } = {}) => {
    signal?.throwIfAborted();
    const sent = body && JSON.parse(body);
    asked.push([address, sent]);
    return answers[Math.min(asked.length, answers.length) - 1](sent);
  });
  return asked;
}

export function noNetwork() {
  throw new TypeError("Failed to fetch");
}
