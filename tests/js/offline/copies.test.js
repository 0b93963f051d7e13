import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import "../device.js";
import { copiesOf, forget, keep, kept } from "../../../static/js/offline/copies.js";

const COPY = { address: "/diagnostics/1/produits/", owner: 7, typed: { "products-0-family": ["cheese"] } };

beforeEach(() => {
  for (const name of Object.keys(localStorage)) localStorage.removeItem(name);
});

test("what a page could not send is found again at its address", () => {
  assert.equal(keep(COPY), true);
  assert.deepEqual(kept(COPY.address, 7), COPY);
  assert.equal(kept("/diagnostics/2/produits/", 7), null);
});

test("nobody finds what somebody else typed", () => {
  keep(COPY);
  assert.equal(kept(COPY.address, 8), null);
  assert.deepEqual(copiesOf(8), []);
  assert.deepEqual(copiesOf(7), [COPY]);
});

test("the rest of the small storage is not ours", () => {
  localStorage.setItem("another-page", JSON.stringify({ owner: 7 }));
  keep(COPY);
  assert.deepEqual(copiesOf(7), [COPY]);
});

test("a page that was sent is forgotten", () => {
  keep(COPY);
  forget(COPY.address);
  assert.deepEqual(copiesOf(7), []);
});

test("a full device says that it could not keep", () => {
  assert.equal(
    localStorage.whileFull(() => keep(COPY)),
    false,
  );
  assert.deepEqual(copiesOf(7), []);
});
