import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { json, noNetwork, portal, signIn } from "../device.js";
import { Sending } from "../../../static/js/offline/sending.js";
import { add, change, drafts, newDraft, newSection } from "../../../static/js/offline/store.js";
import { unsentOf } from "../../../static/js/offline/words.js";

const ADDRESSES = { session: "/session/", send: "/envoyer/" };
const ASKED = { isAsked: true };
let user;
let told;
let sending;

beforeEach(() => {
  user = signIn();
  told = { sessions: [], owners: 0, tried: [], problems: [] };
  sending = new Sending(ADDRESSES, {
    onSession: (session) => told.sessions.push(session),
    onOwner: () => {
      told.owners += 1;
    },
    onTried: (key) => told.tried.push(key),
    onProblem: (words) => told.problems.push(words),
  });
});

// A try that met no portal leaves another to come.
afterEach(() => clearTimeout(sending.retry));

async function written(changes = {}) {
  const draft = Object.assign(newDraft(1, "short"), changes);
  draft.sections.identification = { ...newSection({ "identification-name": ["Ferme du Vent"] }), edits: 1 };
  await add(draft);
  return draft.key;
}

/* A portal where `who` is signed in, and that answers `send` to what is sent. */
function signedIn(send = keeps, who = user) {
  return portal((sent) => (sent ? send(sent) : json({ user: who, token: "t", version: 1 })));
}

function keeps() {
  return json({ revisions: { identification: 1 }, address: "/diagnostics/1/" });
}

async function waiting() {
  return (await drafts()).filter((draft) => unsentOf(draft).length).map(({ key }) => key);
}

function sentKeys(asked) {
  return asked.filter(([address]) => address === ADDRESSES.send).map(([, { key }]) => key);
}

test("everything that waits leaves", async () => {
  const keys = [await written(), await written()].sort();
  const asked = signedIn();
  await sending.all();
  assert.deepEqual(sentKeys(asked).sort(), keys);
  assert.deepEqual(told.tried.sort(), keys);
  assert.deepEqual(await waiting(), []);
});

test("with nothing that waits the portal is not asked who is there", async () => {
  const asked = signedIn();
  await sending.all(ASKED);
  assert.deepEqual(asked, []);
});

test("asked several times at once, a draft leaves once", async () => {
  const key = await written();
  const asked = signedIn();
  await Promise.all([sending.all(), sending.all(ASKED), sending.all()]);
  assert.deepEqual(sentKeys(asked), [key]);
});

test("changes that follow one another leave together, a moment after the last", async () => {
  const key = await written();
  const asked = signedIn();
  const left = new Promise((resolve) => {
    sending.onTried = resolve;
  });
  sending.soon(0);
  sending.soon(10);
  assert.equal(await left, key);
  await sending.running;
  assert.deepEqual(sentKeys(asked), [key]);
});

test("only one tab of the browser sends at a time", async () => {
  const held = [];
  navigator.locks = {
    request: (name, work) => {
      held.push(name);
      return work();
    },
  };
  try {
    await written();
    signedIn();
    await sending.all();
  } finally {
    delete navigator.locks;
  }
  assert.deepEqual([held, await waiting()], [["survey-send"], []]);
});

test("a sending that breaks does not keep the next one from leaving", async () => {
  const key = await written();
  signedIn();
  const { onSession } = sending;
  sending.onSession = () => {
    throw new Error("broken");
  };
  await assert.rejects(sending.all(), /broken/);
  sending.onSession = onSession;
  await sending.all();
  assert.deepEqual(told.tried, [key]);
});

test("what the portal refused leaves again only when somebody asks", async () => {
  const key = await written({ refusal: { code: "malformed", message: "Illisible." } });
  const asked = signedIn();
  await sending.all();
  assert.deepEqual(asked, []);
  await sending.all(ASKED);
  assert.deepEqual(sentKeys(asked), [key]);
});

test("nothing leaves in the name of somebody else", async () => {
  await written();
  const other = signIn();
  const theirs = await written();
  const asked = signedIn(keeps, user);
  await sending.all(ASKED);
  assert.deepEqual([sentKeys(asked), told.owners, told.tried], [[], 1, []]);
  signIn(other);
  assert.deepEqual(await waiting(), [theirs]);
});

for (const [situation, answer, words] of [
  ["signed out", () => ({ type: "opaqueredirect" }), /^Reconnectez-vous/],
  ["no longer a surveyor", () => json({}, 403), /^Votre compte/],
  ["without network", noNetwork, /^Le portail ne répond pas/],
]) {
  test(`${situation}, everything waits, and who asked reads why`, async () => {
    const key = await written();
    portal(answer);
    await sending.all();
    assert.deepEqual(told.problems, []);
    await sending.all(ASKED);
    assert.equal(told.problems.length, 1);
    assert.match(told.problems[0], words);
    assert.deepEqual([await waiting(), told.sessions.length], [[key], 2]);
  });
}

test("one draft that does not get through leaves the others their turn", async () => {
  const lost = await written();
  const kept = await written();
  await change(lost, (draft) => {
    draft.updatedAt += 1000;
  });
  signedIn(({ key }) => (key === lost ? noNetwork() : keeps()));
  await sending.all(ASKED);
  assert.deepEqual(told.tried, [lost, kept]);
  assert.deepEqual(await waiting(), [lost]);
  assert.match(told.problems[0], /^Le portail ne répond pas/);
});

for (const [where, missing] of [
  ["who is there", (sent) => sent && keeps()],
  ["a draft", (sent) => !sent && json({ user, token: "t", version: 1 })],
]) {
  test(`where no portal answers about ${where}, another try follows by itself, later each time`, async () => {
    mock.timers.enable({ apis: ["setTimeout"] });
    try {
      const key = await written();
      const asked = portal((sent) => missing(sent) || noNetwork());
      await sending.all();
      const first = asked.length;
      mock.timers.tick(4_999);
      await sending.running;
      assert.equal(asked.length, first);
      mock.timers.tick(1);
      await sending.running;
      assert.equal(asked.length, first * 2);
      const back = signedIn();
      mock.timers.tick(9_999);
      await sending.running;
      assert.deepEqual(back, []);
      mock.timers.tick(1);
      await sending.running;
      assert.deepEqual([sentKeys(back), await waiting()], [[key], []]);
    } finally {
      mock.timers.reset();
    }
  });
}

test("what is typed while a try fails leaves as soon as usual", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const key = await written();
    portal(() => {
      sending.soon(100);
      return noNetwork();
    });
    await sending.all();
    const back = signedIn();
    mock.timers.tick(100);
    await sending.running;
    assert.deepEqual(sentKeys(back), [key]);
  } finally {
    mock.timers.reset();
  }
});
