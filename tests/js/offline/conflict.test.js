import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { signIn } from "../device.js";
import { settle } from "../../../static/js/offline/conflict.js";
import { add, draftOf, newDraft, newSection } from "../../../static/js/offline/store.js";
import { stateOf } from "../../../static/js/offline/words.js";

const OURS = { "identification-name": ["Ferme du Vent"] };
const THEIRS = { "identification-name": ["Ferme du Causse"] };
let key;

beforeEach(async () => {
  signIn();
  const draft = newDraft(1, "short");
  draft.sections.identification = { ...newSection(OURS, 1), edits: 2, sent: 1, attempts: ["one"] };
  draft.conflicts.identification = { section: "identification", typed: THEIRS, revision: 4 };
  await add(draft);
  key = draft.key;
});

test("the side of the device is sent over what the portal holds", async () => {
  await settle(key, "identification", "device");
  const draft = await draftOf(key);
  assert.deepEqual(draft.sections.identification, {
    typed: OURS,
    revision: 4,
    edits: 2,
    sent: 1,
    attempts: [],
  });
  assert.equal(stateOf(draft), "here");
});

test("the side of the portal replaces that of the device, with nothing to send", async () => {
  await settle(key, "identification", "portal");
  const draft = await draftOf(key);
  assert.deepEqual(draft.sections.identification, {
    typed: THEIRS,
    revision: 4,
    edits: 2,
    sent: 2,
    attempts: [],
  });
  assert.equal(stateOf(draft), "sent");
});
