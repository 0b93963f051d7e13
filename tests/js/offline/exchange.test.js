import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { json, noNetwork, portal, signIn } from "../device.js";
import { send, session, take } from "../../../static/js/offline/exchange.js";
import {
  add,
  change,
  draftOf,
  drafts,
  newDraft,
  newSection,
  owner,
  wipe,
} from "../../../static/js/offline/store.js";
import { unsentOf } from "../../../static/js/offline/words.js";

const SEND = "/diagnostics/hors-ligne/envoyer/";
const TAKE = "/diagnostics/";
const NAME = { "identification-name": ["Ferme du Vent"] };
const PLACE = { ...NAME, "identification-commune": ["48095"] };
const THEIRS = { "identification-name": ["Ferme du Causse"] };

beforeEach(() => {
  signIn();
});

/* A draft on the device whose sections, given as what is typed in each, the portal does not have yet. */
async function written(sections = { identification: NAME }) {
  const draft = newDraft(1, "short");
  for (const [code, typed] of Object.entries(sections))
    draft.sections[code] = { ...newSection(typed), edits: 1 };
  await add(draft);
  return draft.key;
}

function type(key, typed, code = "identification") {
  return change(key, ({ sections: { [code]: section } }) =>
    Object.assign(section, { typed, edits: section.edits + 1 }),
  );
}

async function unsent(key) {
  return unsentOf(await draftOf(key)).map(([code]) => code);
}

/* What the portal answers when it keeps everything it was sent. */
function keeps({ sections }) {
  const revisions = Object.entries(sections).map(([code, { revision }]) => [code, revision + 1]);
  return json({ revisions: Object.fromEntries(revisions), address: "/diagnostics/1/" });
}

/* Somebody else, or a request whose answer was lost, saved `typed` before. */
function conflict(typed, revision, others = {}) {
  return json(
    {
      code: "conflict",
      revisions: others,
      address: "/diagnostics/1/",
      labels: { 48095: "Mende" },
      conflicts: [{ section: "identification", label: "La ferme", typed, revision, portal: [], device: [] }],
    },
    409,
  );
}

/* --- Sending --- */

test("what the portal keeps no longer waits", async () => {
  const key = await written();
  const asked = portal(keeps);
  assert.equal(await send(SEND, key, "token"), true);
  const sections = { identification: { typed: NAME, revision: 0 } };
  assert.deepEqual(asked, [[SEND, { key, version: 1, length: "short", producer: null, sections }]]);
  const draft = await draftOf(key);
  assert.deepEqual(draft.sections.identification, {
    typed: NAME,
    revision: 1,
    edits: 1,
    sent: 1,
    attempts: [],
  });
  assert.equal(draft.address, "/diagnostics/1/");
  assert.ok(draft.sentAt > 0);
});

test("what was sent is not sent again", async () => {
  const key = await written();
  const asked = portal(keeps);
  await send(SEND, key, "token");
  assert.equal(await send(SEND, key, "token"), true);
  assert.equal(asked.length, 1);
});

test("a page changed since is the only one sent, on the revision that the portal gave", async () => {
  const key = await written({ identification: NAME, products: { "products-0-family": ["cheese"] } });
  const asked = portal(keeps);
  await send(SEND, key, "token");
  await type(key, PLACE);
  await send(SEND, key, "token");
  assert.deepEqual(asked[1][1].sections, { identification: { typed: PLACE, revision: 1 } });
});

test("what is typed while the portal answers still waits", async () => {
  const key = await written();
  portal(async (sent) => {
    await type(key, PLACE);
    return keeps(sent);
  });
  await send(SEND, key, "token");
  assert.deepEqual(await unsent(key), ["identification"]);
  assert.deepEqual((await draftOf(key)).sections.identification.typed, PLACE);
});

for (const [situation, answer] of [
  ["without network", noNetwork],
  ["when the portal is broken", () => json({}, 503)],
  [
    "behind a page to sign in to the network",
    () => new Response("<h1>Wi-Fi</h1>", { headers: { "Content-Type": "text/html" } }),
  ],
  [
    "when the answer is cut",
    () => new Response('{"revis', { headers: { "Content-Type": "application/json" } }),
  ],
]) {
  test(`${situation}, nothing is lost and everything waits`, async () => {
    const key = await written();
    portal(answer);
    assert.equal(await send(SEND, key, "token"), false);
    assert.deepEqual(await unsent(key), ["identification"]);
    const {
      sections: { identification },
      sentAt,
      refusal,
    } = await draftOf(key);
    assert.deepEqual([identification.typed, sentAt, refusal], [NAME, 0, null]);
  });
}

test("a draft wiped while it leaves does not come back", async () => {
  const key = await written();
  portal(async (sent) => {
    await wipe([key]);
    return keeps(sent);
  });
  assert.equal(await send(SEND, key, "token"), true);
  assert.deepEqual(await drafts(), []);
});

test("a draft of somebody else is not sent", async () => {
  const key = await written();
  signIn();
  const asked = portal(keeps);
  assert.equal(await send(SEND, key, "token"), true);
  assert.deepEqual(asked, []);
});

test("a diagnosis begun from a farm says which", async () => {
  const key = await written();
  await change(key, (draft) => {
    draft.producer = 12;
  });
  const asked = portal(keeps);
  await send(SEND, key, "token");
  assert.equal(asked[0][1].producer, 12);
});

test("a refusal is kept with its reason, and what is typed too", async () => {
  const key = await written();
  portal(() => json({ code: "validated", message: "Ce diagnostic est validé." }, 409));
  assert.equal(await send(SEND, key, "token"), true);
  const { refusal } = await draftOf(key);
  assert.deepEqual(refusal, { code: "validated", message: "Ce diagnostic est validé." });
  assert.deepEqual(await unsent(key), ["identification"]);
  portal(keeps);
  await send(SEND, key, "token");
  assert.equal((await draftOf(key)).refusal, null);
});

/* --- An answer that was lost --- */

test("our own words that come back are no conflict: what follows them is sent", async () => {
  const key = await written();
  portal(noNetwork);
  await send(SEND, key, "token");
  await type(key, PLACE);
  const asked = portal(() => conflict(NAME, 1), keeps);
  assert.equal(await send(SEND, key, "token"), true);
  assert.deepEqual(
    asked.map(([, { sections }]) => sections.identification),
    [
      { typed: PLACE, revision: 0 },
      { typed: PLACE, revision: 1 },
    ],
  );
  assert.deepEqual(await unsent(key), []);
  assert.deepEqual((await draftOf(key)).conflicts, {});
});

test("our own words are known whatever the order of their names", async () => {
  const key = await written({ identification: PLACE });
  portal(noNetwork);
  await send(SEND, key, "token");
  portal(() => conflict(Object.fromEntries(Object.entries(PLACE).reverse()), 1), keeps);
  await send(SEND, key, "token");
  assert.deepEqual((await draftOf(key)).conflicts, {});
  assert.deepEqual(await unsent(key), []);
});

test("what left first is known again after several answers were lost", async () => {
  const key = await written();
  portal(noNetwork);
  for (const name of ["Ferme", "Ferme du", "Ferme du Vent"]) {
    await send(SEND, key, "token");
    await type(key, { "identification-name": [name] });
  }
  portal(() => conflict(NAME, 1), keeps);
  await send(SEND, key, "token");
  assert.deepEqual(await unsent(key), []);
});

test("a text that is sent over and over is remembered once, and only the last twenty are", async () => {
  const key = await written();
  portal(noNetwork);
  await send(SEND, key, "token");
  await send(SEND, key, "token");
  assert.equal((await draftOf(key)).sections.identification.attempts.length, 1);
  for (let turn = 0; turn < 25; turn += 1) {
    await type(key, { "identification-name": [`Ferme ${turn}`] });
    await send(SEND, key, "token");
  }
  const { attempts } = (await draftOf(key)).sections.identification;
  assert.equal(attempts.length, 20);
  assert.match(attempts.at(-1), /Ferme 24/);
});

test("a portal that never agrees is asked twice, not for ever", async () => {
  const key = await written();
  const asked = portal(() => conflict(NAME, 1));
  await send(SEND, key, "token");
  assert.equal(asked.length, 2);
  assert.deepEqual(await unsent(key), ["identification"]);
});

/* --- Somebody else wrote meanwhile --- */

test("what a colleague saved meanwhile is a conflict, and neither side is lost", async () => {
  const key = await written();
  portal(() => conflict(THEIRS, 4));
  await send(SEND, key, "token");
  const draft = await draftOf(key);
  assert.deepEqual(draft.sections.identification.typed, NAME);
  assert.deepEqual(draft.conflicts.identification.typed, THEIRS);
  assert.equal(draft.labels["48095"], "Mende");
});

test("a page in conflict waits for the choice; the others leave", async () => {
  const products = { "products-0-family": ["cheese"] };
  const key = await written({ identification: NAME, products });
  portal(() => conflict(THEIRS, 4, { products: 1 }));
  await send(SEND, key, "token");
  assert.deepEqual(await unsent(key), ["identification"]);
  const asked = portal(keeps);
  await send(SEND, key, "token");
  assert.deepEqual(asked, []);
  await type(key, { "products-0-family": ["honey"] }, "products");
  await send(SEND, key, "token");
  assert.deepEqual(Object.keys(asked[0][1].sections), ["products"]);
});

/* --- Who is signed in --- */

test("the portal says who is signed in, and the device remembers", async () => {
  const asked = portal(() => json({ user: 9000, token: "t", version: 3 }));
  assert.deepEqual(await session("/session/"), { user: 9000, token: "t", version: 3 });
  assert.deepEqual([owner(), asked.length], [9000, 1]);
});

for (const [situation, answer, told] of [
  ["sent to the page to sign in", () => ({ type: "opaqueredirect" }), { signedOut: true }],
  ["refused", () => json({}, 403), { forbidden: true }],
  ["without network", noNetwork, { away: true }],
  ["before a broken portal", () => json({}, 502), { away: true }],
  ["before the page of another network", () => new Response("Wi-Fi"), { away: true }],
]) {
  test(`${situation}, the drafts on the device stay with the same person`, async () => {
    const user = signIn();
    portal(answer);
    assert.deepEqual(await session("/session/"), told);
    assert.equal(owner(), user);
  });
}

/* --- Taking along --- */

function onPortal(key, sections, more = {}) {
  return () =>
    json({
      key,
      version: 2,
      length: "long",
      sections,
      whole: ["identification"],
      labels: {},
      visit: null,
      ...more,
    });
}

test("a draft of the portal taken along has nothing to send", async () => {
  const key = "0b8f2f0a-0000-4000-8000-000000000001";
  const visit = { text: "Mardi à 14 h" };
  const sections = { identification: { typed: NAME, revision: 3 } };
  const asked = portal(onPortal(key, sections, { visit, labels: { 48095: "Mende" } }));
  assert.deepEqual(await take(TAKE, key), { key });
  assert.equal(asked[0][0], `${TAKE}${key}/brouillon.json`);
  const draft = await draftOf(key);
  assert.deepEqual(
    [draft.version, draft.length, draft.visit, draft.labels],
    [2, "long", visit, { 48095: "Mende" }],
  );
  assert.deepEqual(
    [draft.sections.identification.revision, draft.sections.identification.isWhole],
    [3, true],
  );
  assert.deepEqual(await unsent(key), []);
});

test("taken along again, what only the device has stays", async () => {
  const key = await written();
  portal(
    onPortal(key, {
      identification: { typed: THEIRS, revision: 5 },
      products: { typed: { "products-0-family": ["honey"] }, revision: 1 },
    }),
  );
  await take(TAKE, key);
  const { sections } = await draftOf(key);
  assert.deepEqual(sections.identification.typed, NAME);
  assert.deepEqual(sections.products.typed, { "products-0-family": ["honey"] });
  assert.deepEqual(await unsent(key), ["identification"]);
});

for (const [situation, answer, problem] of [
  ["without network", noNetwork, /réseau/],
  ["that is validated", () => json({ message: "Déjà validé." }, 409), /^Déjà validé\.$/],
  ["that is a page", () => new Response("<h1>"), /portail/],
]) {
  test(`a draft ${situation} is not taken along, and the reason is said`, async () => {
    portal(answer);
    const told = await take(TAKE, "0b8f2f0a-0000-4000-8000-000000000002");
    assert.match(told.problem, problem);
    assert.deepEqual(await drafts(), []);
  });
}
