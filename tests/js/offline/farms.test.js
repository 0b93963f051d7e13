import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { json, noNetwork, portal, signIn } from "../device.js";
import { farmsHere, forgetFarms, takeFarms } from "../../../static/js/offline/farms.js";
import { setOwner } from "../../../static/js/offline/store.js";

const FARMS = [{ producer: 7, name: "Ferme du Vent" }];
let user;

beforeEach(() => {
  user = signIn();
});

async function taken(farms = FARMS) {
  portal(() => json({ farms }));
  await takeFarms("/farms/");
}

test("the farms to visit are kept, with when they were read", async () => {
  const before = Date.now();
  await taken();
  const { farms, takenAt } = await farmsHere();
  assert.deepEqual(farms, FARMS);
  assert.ok(takenAt >= before);
});

test("those of today replace those of yesterday", async () => {
  await taken();
  await taken([]);
  assert.deepEqual((await farmsHere()).farms, []);
});

for (const [situation, answer] of [
  ["without network", noNetwork],
  ["refused", () => json({ farms: [] }, 403)],
]) {
  test(`${situation}, those already here stay`, async () => {
    await taken();
    portal(answer);
    await takeFarms("/farms/");
    assert.deepEqual((await farmsHere()).farms, FARMS);
  });
}

test("nobody finds the farms of somebody else", async () => {
  await taken();
  signIn();
  assert.deepEqual((await farmsHere()).farms, []);
  setOwner(null);
  assert.deepEqual((await farmsHere()).farms, []);
  signIn(user);
  assert.deepEqual((await farmsHere()).farms, FARMS);
});

test("an answer that comes after somebody else signed in is nobody's", async () => {
  portal(() => {
    signIn();
    return json({ farms: FARMS });
  });
  await takeFarms("/farms/");
  assert.deepEqual((await farmsHere()).farms, []);
  signIn(user);
  assert.deepEqual((await farmsHere()).farms, []);
});

test("wiping forgets them", async () => {
  await taken();
  await forgetFarms();
  assert.deepEqual((await farmsHere()).farms, []);
});
