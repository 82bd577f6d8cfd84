import { expect, test } from "vitest";
import { aClinician, aHouse, anObservation, anOrganisation, aPatient, inside } from "../../../test/people/index.ts";
import { ChartError, RuleOvertaken } from "./chart-error.ts";
import type { ProposedChange, WriteRules } from "./ports.ts";

const house = await aHouse();

/** A chart whose Observations obey a rule. */
async function aRuledChart(rule: NonNullable<WriteRules["Observation"]>) {
  const chart = house.chartWith({ rules: { Observation: rule } });
  const caller = aClinician(await anOrganisation(house));
  const { value } = await chart.create(caller, "Patient", aPatient());
  return { chart, caller, patient: value.id };
}

const final = ({ previous, next }: ProposedChange) => {
  if (previous?.["status"] === "final" && next?.["status"] !== "final")
    throw new ChartError("chart/against-rule", "what is final stays final", { path: "Observation.status" });
  return Promise.resolve({});
};

test("no way of writing goes around a rule", async () => {
  const { chart, caller, patient } = await aRuledChart(final);
  const { value } = await chart.create(caller, "Observation", anObservation(patient));
  const target = { type: "Observation", id: value.id } as const;
  const undone = { ...inside(value), status: "preliminary" };
  const refused = { code: "chart/against-rule", path: expect.stringContaining("Observation.status") };
  await expect(chart.update(caller, target, undone)).rejects.toMatchObject(refused);
  await expect(chart.delete(caller, target)).rejects.toMatchObject(refused);
  await expect(chart.transact(caller, [{ kind: "update", ...target, resource: undone }])).rejects.toMatchObject(
    refused,
  );
  await expect(
    chart.updateWhere(caller, { type: "Observation", resource: undone, where: [["_id", value.id]] }),
  ).rejects.toMatchObject(refused);
  const { refused: entries } = await chart.importTogether(caller, [{ resource: undone }]);
  expect(entries).toMatchObject([refused]);
  expect((await chart.read(caller, target)).value.version).toBe(1);
});

test("what a rule adds is stored, and what it does in the transaction is undone with it", async () => {
  let taken = false;
  const { chart, caller, patient } = await aRuledChart(({ next }) =>
    Promise.resolve({
      resource: next && { ...next, note: [{ text: "numbered by the server" }] },
      alongside: async (tx) => {
        await tx.query("select 1");
        if (taken) throw new ChartError("chart/taken", "somebody else has it");
        taken = true;
      },
    }),
  );
  const { value } = await chart.create(caller, "Observation", anObservation(patient));
  expect(inside(value)["note"]).toEqual([{ text: "numbered by the server" }]);
  const two = [1, 2].map(() => ({ kind: "create", type: "Observation", resource: anObservation(patient) }) as const);
  await expect(chart.transact(caller, two)).rejects.toMatchObject({ code: "chart/taken" });
  const found = await chart.search(caller, "Observation", [["patient", patient]]);
  expect(found.value.matches.map(({ id }) => id)).toEqual([value.id]);
});

test("what a rule refuses in an import's transaction is told by itself, and the rest is written", async () => {
  let places = 2;
  const { chart, caller, patient } = await aRuledChart(() =>
    Promise.resolve({
      alongside: (tx) => {
        if (places === 0) return Promise.reject(new ChartError("chart/taken", "somebody else has it"));
        places -= 1;
        return tx.query("select 1").then(() => undefined);
      },
    }),
  );
  const entries = ["one", "two", "three", "four"].map((id) => ({ resource: { ...anObservation(patient), id } }));
  places = 0;
  const none = await chart.importTogether(caller, [...entries, { resource: { ...aPatient(), id: "new" } }]);
  expect(none).toMatchObject({
    created: 1,
    refused: entries.map((_entry, entry) => ({ entry, code: "chart/taken", message: "somebody else has it" })),
  });
  places = 100;
  expect(await chart.importTogether(caller, entries)).toMatchObject({ created: 4, refused: [] });
});

test("a change whose rule was overtaken is prepared anew, however often records would be tried", async () => {
  let next = 0;
  let asked = 0;
  const { chart, caller, patient } = await aRuledChart(({ next: resource }) => {
    const mine = next;
    asked += 1;
    return Promise.resolve({
      resource: resource && { ...resource, identifier: [{ value: String(mine) }] },
      alongside: () => {
        if (asked < 12) next += 1;
        if (mine !== next) throw new RuleOvertaken();
        next += 1;
        return Promise.resolve();
      },
    });
  });
  const { value } = await chart.create(caller, "Observation", anObservation(patient));
  expect(inside(value)["identifier"]).toEqual([{ value: "11" }]);
});

test("a transaction that overtakes itself is given up, the sooner the larger it is", async () => {
  let asked = 0;
  const { chart, caller, patient } = await aRuledChart(() => {
    asked += 1;
    return Promise.resolve({ alongside: () => Promise.reject(new RuleOvertaken()) });
  });
  const preparedOf = async (many: number) => {
    asked = 0;
    const entry = { kind: "create", type: "Observation", resource: anObservation(patient) } as const;
    const entries = Array.from({ length: many }, () => entry);
    await expect(chart.transact(caller, entries)).rejects.toMatchObject({ code: "chart/version-conflict" });
    return asked;
  };
  expect([await preparedOf(1), await preparedOf(80)]).toEqual([40, 12 * 80]);
});
