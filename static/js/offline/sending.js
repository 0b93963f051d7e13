/* When what waits leaves: a moment after a change, or when it is asked for; one page of this device at a time. */

import { send, session } from "./exchange.js";
import { drafts, owner } from "./store.js";
import { unsentOf } from "./words.js";

const SEND_AFTER_MS = 4000;
// Waits after tries that met no portal. A browser may say it has network where there is none, and then never tells
// that it is back: https://developer.mozilla.org/en-US/docs/Web/API/Navigator/onLine
const AGAIN_MS = [5_000, 10_000, 20_000, 40_000];

export class Sending {
  /* `onSession` hears what the portal says of who is signed in, `onOwner` that it is somebody else, `onTried` the
     key of each draft that went out, `onProblem` the words for what prevents a sending that was asked for. */
  constructor(addresses, { onSession, onOwner, onTried, onProblem }) {
    Object.assign(this, { addresses, onSession, onOwner, onTried, onProblem });
    this.running = Promise.resolve();
    this.timer = 0;
    // Apart from `timer`: a later try must not put off what somebody has just typed.
    this.retry = 0;
    this.missed = 0;
  }

  soon(after = SEND_AFTER_MS) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.all(), after);
  }

  /* Send what waits. `isAsked` when somebody wants to know: it tries what was refused again, and says what fails. */
  all({ isAsked = false } = {}) {
    const work = () => this.once(isAsked);
    // One that failed does not keep the next from leaving.
    this.running = this.running
      .catch(() => {})
      .then(() => (navigator.locks ? navigator.locks.request("survey-send", work) : work()));
    return this.running;
  }

  again() {
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.all(), AGAIN_MS[Math.min(this.missed, AGAIN_MS.length - 1)]);
    this.missed += 1;
  }

  async once(isAsked) {
    const waiting = (await drafts()).filter((draft) => unsentOf(draft).length && (isAsked || !draft.refusal));
    if (!waiting.length) return;
    const before = owner();
    const now = await session(this.addresses.session);
    this.onSession(now);
    if (before !== owner()) {
      await this.onOwner();
      return;
    }
    if (now.away) this.again();
    if (!now.token) {
      if (isAsked) this.onProblem(whyNot(now));
      return;
    }
    let hasMissed = false;
    for (const { key } of waiting) {
      const answered = await send(this.addresses.send, key, now.token);
      hasMissed ||= !answered;
      if (!answered && isAsked) this.onProblem(whyNot({ away: true }));
      await this.onTried(key);
    }
    if (hasMissed) this.again();
    else this.missed = 0;
  }
}

function whyNot({ signedOut, forbidden }) {
  if (signedOut) return "Reconnectez-vous pour envoyer. Rien n’est perdu.";
  if (forbidden) return "Votre compte ne mène plus de diagnostics. Voyez avec un administrateur du portail.";
  return "Le portail ne répond pas. Le diagnostic partira au retour du réseau.";
}
