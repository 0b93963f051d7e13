import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { signIn } from "../device.js";
import {
  add,
  change,
  copyOf,
  draftOf,
  drafts,
  newDraft,
  newDraftOf,
  newSection,
  owner,
  setOwner,
  wipe,
} from "../../../static/js/offline/store.js";

const STORE = "../../../static/js/offline/store.js";
const TYPED = { "identification-name": ["Ferme du Vent"] };
let user;

beforeEach(() => {
  user = signIn();
});

/* A draft with one page filled, kept on the device. */
async function kept(changes = {}) {
  const draft = Object.assign(
    newDraft(1, "short"),
    { sections: { identification: newSection(TYPED) } },
    changes,
  );
  await add(draft);
  return draft;
}

/* Writes are aborted by `when`, given the request of each. */
async function withoutRoom(when, work) {
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (row) {
    const request = put.call(this, row);
    when(request, () => request.transaction.abort());
    return request;
  };
  try {
    await work();
  } finally {
    IDBObjectStore.prototype.put = put;
  }
}

test("a draft kept is read back as it was", async () => {
  const draft = await kept();
  assert.deepEqual(await draftOf(draft.key), draft);
});

test("a draft is still there when the page is opened again", async () => {
  const draft = await kept();
  const again = await import(`${STORE}?opened-again`);
  assert.deepEqual(await again.drafts(), [draft]);
});

test("the draft changed last comes first", async () => {
  const old = await kept({ updatedAt: 1000 });
  const recent = await kept({ updatedAt: 3000 });
  const between = await kept({ updatedAt: 2000 });
  assert.deepEqual(
    (await drafts()).map(({ key }) => key),
    [recent.key, between.key, old.key],
  );
});

test("nobody finds the drafts of somebody else", async () => {
  const draft = await kept();
  signIn();
  assert.deepEqual(await drafts(), []);
  assert.equal(await draftOf(draft.key), null);
  assert.equal(await change(draft.key, () => assert.fail("changed by somebody else")), null);
  await wipe([draft.key]);
  signIn(user);
  assert.deepEqual(await drafts(), [draft]);
});

test("signed out, nothing is shown and nothing is lost", async () => {
  const draft = await kept();
  setOwner(null);
  assert.equal(owner(), null);
  assert.deepEqual(await drafts(), []);
  assert.equal(await draftOf(draft.key), null);
  assert.equal(await change(draft.key, () => assert.fail("changed by nobody")), null);
  signIn(user);
  assert.deepEqual(await drafts(), [draft]);
});

test("two tabs that change a draft at once both leave their answer", async () => {
  const { key } = await kept();
  await Promise.all([
    change(key, (draft) => {
      draft.sections.products = newSection({ "products-0-family": ["cheese"] });
    }),
    change(key, (draft) => {
      draft.sections.identification.edits += 1;
    }),
    change(key, (draft) => {
      draft.sections.identification.edits += 1;
    }),
  ]);
  const { sections } = await draftOf(key);
  assert.deepEqual(Object.keys(sections), ["identification", "products"]);
  assert.equal(sections.identification.edits, 2);
});

test("a change tells the draft as it is kept", async () => {
  const { key } = await kept();
  const told = await change(key, (draft) => {
    draft.producer = 12;
  });
  assert.equal(told.producer, 12);
  assert.deepEqual(await draftOf(key), told);
});

test("a draft wiped in another tab does not come back with a change", async () => {
  const { key } = await kept();
  await wipe([key]);
  assert.equal(await change(key, () => assert.fail("there is nothing to change")), null);
  assert.deepEqual(await drafts(), []);
});

test("only the drafts named are wiped", async () => {
  const [one, other, third] = [await kept(), await kept(), await kept()];
  await wipe([one.key, third.key]);
  assert.deepEqual(await drafts(), [other]);
});

test("a change that fails half-way leaves the draft as it was", async () => {
  const draft = await kept();
  const failing = change(draft.key, (found) => {
    found.sections = {};
    throw new Error("half-way");
  });
  await assert.rejects(failing, /half-way/);
  assert.deepEqual(await draftOf(draft.key), draft);
});

test("a device without room says so, and keeps what it had", async () => {
  const draft = await kept();
  await withoutRoom(
    (_, abort) => abort(),
    async () => {
      await assert.rejects(
        change(draft.key, (found) => {
          found.producer = 12;
        }),
      );
      await assert.rejects(kept());
    },
  );
  assert.deepEqual(await drafts(), [draft]);
});

test("a write that only fails when it reaches the disk is not said to be kept", async () => {
  const draft = await kept();
  const atTheEnd = (request, abort) => request.addEventListener("success", abort);
  await withoutRoom(atTheEnd, () =>
    assert.rejects(
      change(draft.key, (found) => {
        found.producer = 12;
      }),
    ),
  );
  assert.deepEqual(await drafts(), [draft]);
});

test("a new draft is of whoever is signed in, with nothing typed and a key of its own", () => {
  const draft = newDraft(3, "long");
  assert.deepEqual([draft.owner, draft.version, draft.length, draft.sections], [user, 3, "long", {}]);
  assert.notEqual(draft.key, newDraft(3, "long").key);
});

test("the draft of a farm taken along begins with what is known of it, to be sent", () => {
  const farm = {
    producer: 7,
    version: 2,
    visit: { text: "Mardi à 14 h" },
    labels: { 48061: "Florac" },
    forms: { short: { identification: TYPED }, long: { identification: {}, products: {} } },
  };
  const draft = newDraftOf(farm, "short");
  assert.deepEqual([draft.producer, draft.version, draft.length, draft.visit], [7, 2, "short", farm.visit]);
  assert.deepEqual(draft.sections, {
    identification: { typed: TYPED, revision: 0, edits: 1, sent: 0, attempts: [] },
  });
  draft.labels["48095"] = "Mende";
  assert.deepEqual(farm.labels, { 48061: "Florac" });
});

test("the copy of a draft that the portal no longer has is another one, to be sent whole", () => {
  const old = Object.assign(newDraft(2, "long"), {
    labels: { 48095: "Mende" },
    refusal: { code: "discarded" },
    address: "/diagnostics/1/",
    sections: { identification: { ...newSection(TYPED, 5), edits: 3, sent: 3, attempts: ["one"] } },
  });
  const copy = copyOf(old);
  assert.notEqual(copy.key, old.key);
  assert.deepEqual(
    [copy.version, copy.length, copy.labels, copy.refusal, copy.address],
    [2, "long", old.labels, null, ""],
  );
  assert.deepEqual(copy.sections, {
    identification: { typed: TYPED, revision: 0, edits: 1, sent: 0, attempts: [] },
  });
});
