import { expect, test } from "vitest";
import type { ResourceId } from "./foundation/kernel/index.ts";
import { noteCleared } from "./wire-residue.ts";
import { anErasingHouse, year, right, why, approval } from "../test/support/an-erasing-house.ts";

const { house, retention, keys, erasures, aRecord } = await anErasingHouse();

test("what is over ends by two people, each record with its own key, and a hold keeps it", async () => {
  const { tenant, keeper, second, patient, prescription, held } = await aRecord();
  const { id: erasure } = await erasures.propose(keeper, { patient, choices: [], why });
  await erasures.approve(second, approval(erasure));
  const { retained } = erasures;
  const over = { erasure, why: "seven years are over" };
  await expect(retained.proposeEnd(keeper, over)).rejects.toMatchObject({ code: "erasure/not-over" });
  // Who destroys patients' keys reaches none of them.
  for (const { id } of await retained.list(keeper, erasure))
    await expect(keys.destroyPatient(tenant, id, "a slip")).rejects.toMatchObject({ code: "keyring/unknown-key" });
  expect(await retained.over(keeper)).toEqual([]);
  house.wait(5 * year);
  // Officers are told of what is over, and not of what a hold covers.
  expect(await retained.over(keeper)).toMatchObject([
    { erasure, patient, records: [{ facts: { fate: { record: `MedicationRequest/${prescription}` } } }] },
  ]);
  await retained.proposeEnd(keeper, over);
  await expect(retained.approveEnd(keeper, { ...over, password: right })).rejects.toMatchObject({
    code: "erasure/four-eyes",
  });
  await retained.giveBack(second, over);
  await retained.proposeEnd(keeper, over);
  const ended = await retained.approveEnd(second, { ...over, password: right });
  const byRecord = new Map(ended.map((one) => [one.facts?.fate.record, one]));
  const gone = byRecord.get(`MedicationRequest/${prescription}`);
  expect([...byRecord.values()].map(({ state }) => state).toSorted()).toEqual(["destroyed", "kept"]);
  expect(await retained.over(keeper)).toEqual([]);
  expect(gone).toMatchObject({ state: "destroyed", facts: { fate: { rule: { id: "house/prescription" } } } });
  expect(gone?.facts?.certificate).toContain("wardbook certificate of destruction");
  // The certificate tells of it, and since when the disk is clear.
  const first = JSON.parse((await erasures.certificate(keeper, erasure)).json) as { erasedAt: string };
  expect(first).toMatchObject({
    ended: [
      { record: `MedicationRequest/${prescription}`, proposed: { by: "Ines Duarte" }, approved: { by: "Ida Moss" } },
    ],
  });
  expect(first).not.toHaveProperty("disk");
  const note = noteCleared({ ...house, ledger: house.ledger });
  const destruction = { tenant, destruction: 1, subject: patient, at: Date.parse(first.erasedAt) };
  await house.db.transaction(tenant, (tx) =>
    note(tx, { tenant, at: house.now(), log: true, destructions: [{ ...destruction, at: 1 }, destruction] }),
  );
  const cleared = await erasures.certificate(keeper, erasure);
  expect(JSON.parse(cleared.json)).toMatchObject({
    ...first,
    issuedAt: new Date(house.now()).toISOString(),
    disk: { clearedAt: new Date(house.now()).toISOString(), log: true },
  });
  expect(cleared.note).toContain("its log was written over");
  expect((await (await house.keyring.keys(tenant)).ofPatients([gone?.id as ResourceId])).size).toBe(0);
  await expect(retained.read(keeper, { id: gone?.id ?? "", why })).rejects.toMatchObject({ code: "erasure/unknown" });
  // What stayed can be held anew; what is gone can't.
  const hold = (record: string) =>
    retention.holds.place(keeper, { scope: { kind: "record", patient, record }, why: "a second claim" });
  await expect(hold(`MedicationRequest/${prescription}`)).rejects.toMatchObject({ code: "chart/not-found" });
  const { number } = await hold(byRecord.get(`Observation/${held}`)?.facts?.fate.record ?? "");
  await retention.holds.lift(keeper, { number, why: "claim settled" });
  // The hold goes, and with it the last ground.
  await expect(retained.proposeEnd(keeper, over)).rejects.toMatchObject({ code: "erasure/not-over" });
  await retention.holds.lift(keeper, { number: 1, why: "claim settled" });
  await retained.proposeEnd(keeper, over);
  await retained.approveEnd(second, { ...over, password: right });
  expect(
    await house.sql("select key_no from wardbook.data_key where tenant = $1 and purpose in ('patient', 'retained')", [
      tenant,
    ]),
  ).toEqual([]);
});
