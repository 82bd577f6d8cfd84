import { expect, test } from "vitest";
import { anObservation, aPatient } from "../test/people/index.ts";
import { erasureVaultColumns } from "./assurance/erasure/index.ts";
import { anErasingHouse, year, why, aPrescription, approval } from "../test/support/an-erasing-house.ts";
import { Secret } from "./foundation/kernel/index.ts";
import { wireErasure } from "./wire-erasure.ts";

const { house, parts, erasures, aRecord } = await anErasingHouse();

test("a change that was under way while its record was erased doesn't bring the record back", async () => {
  const { tenant, writer, keeper, second, patient, old } = await aRecord();
  const record = { type: "MedicationRequest", id: old } as const;
  const resource = { ...aPrescription(patient, "2017-03-01"), status: "stopped" };
  const erase = async (records?: readonly string[]) => {
    const { id } = await erasures.propose(keeper, { patient, records, choices: [], why });
    expect(await erasures.approve(second, approval(id))).toMatchObject({ state: "erased" });
  };
  const late = (work: (chart: typeof house.chart) => Promise<unknown>) => {
    const erased = Promise.withResolvers<void>();
    const slow = house.chartWith({ rules: { MedicationRequest: () => erased.promise.then(() => ({})) } });
    const ended = expect(work(slow)).rejects.toMatchObject({ code: expect.stringMatching(/^chart\//) });
    return () => {
      erased.resolve();
      return ended;
    };
  };
  const changes = [
    late((chart) => chart.update(writer, record, { ...resource, id: old })),
    late((chart) => chart.delete(writer, record)),
  ];
  await erase([`MedicationRequest/${old}`]);
  for (const change of changes) await change();
  for (const table of ["record_version", "record_head"])
    expect(await house.sql(`select id from wardbook.${table} where tenant = $1 and id = $2`, [tenant, old])).toEqual(
      [],
    );
  // Nor is one made of a patient whose keys are gone meanwhile.
  const creation = late((chart) => chart.create(writer, "MedicationRequest", resource));
  await erase();
  await creation();
  expect(await house.sql("select id from wardbook.record_version where tenant = $1", [tenant])).toEqual([]);
});

test("an import brings back neither a record that was erased nor a patient whose keys are gone", async () => {
  const { tenant, writer, keeper, second, patient, old, other } = await aRecord();
  const erase = async (records?: readonly string[]) => {
    const { id } = await erasures.propose(keeper, { patient, records, choices: [], why });
    await erasures.approve(second, approval(id));
  };
  const importer = { ...writer, permissions: new Set(["import"] as const) };
  const again = [
    { resource: { ...aPatient(), id: patient } },
    { resource: { ...aPrescription(patient, "2017-03-01"), id: old } },
    { resource: { ...anObservation(patient), id: other } },
  ];
  const refused = async () => {
    const outcome = await house.chart.importTogether(importer, again);
    return [outcome.created, outcome.refused.map(({ entry, code }) => [entry, code])];
  };
  await erase([`MedicationRequest/${old}`]);
  expect(await refused()).toEqual([0, [[1, "chart/deleted"]]]);
  await erase();
  expect(await refused()).toEqual([0, [0, 1, 2].map((entry) => [entry, "chart/deleted"])]);
  expect(await house.sql("select id from wardbook.record_version where tenant = $1", [tenant])).toEqual([]);
});

test("a process that dies leaves all or nothing, a row that was altered is decided by nobody, and an officer's ground keeps a record", async () => {
  const { tenant, keeper, second, patient, other } = await aRecord();
  const restrict = [
    { record: `Observation/${other}`, ground: "needed for a claim of theirs", until: house.now() + year },
  ];
  // Half of a character is in no certificate.
  const { id } = await erasures.propose(keeper, { patient, choices: restrict, why: `${why}\ud800` });
  const dying = wireErasure({ ...parts, policy: { changing: () => Promise.reject(new Error("killed")) } });
  await expect(dying.approve(second, approval(id))).rejects.toThrow("killed");
  expect(await erasures.read(second, id)).toMatchObject({ state: "approved", may: { approve: true } });
  expect(await house.sql("select id from wardbook.retained_record where tenant = $1", [tenant])).toEqual([]);
  await expect(erasures.approve(second, approval(id, new Secret("wrong")))).rejects.toThrow("not your password");
  await house.sql("update wardbook.erasure set changed_at = changed_at + 1 where id = $1", [id]);
  await expect(erasures.approve(second, approval(id))).rejects.toMatchObject({ code: "erasure/altered" });
  await house.sql("update wardbook.erasure set changed_at = changed_at - 1 where id = $1", [id]);
  // A version that doesn't open is named, whether what is asked is its newest, or the former one of a record that stays.
  for (const version of [2, 1]) {
    const flip = "update wardbook.record_version set body = set_byte(body, 20, get_byte(body, 20) # 1) where id = $1";
    const flipped = () => house.sql(`${flip} and version = $2`, [other, version]);
    await flipped();
    await expect(erasures.approve(second, approval(id))).rejects.toMatchObject({
      code: "chart/altered",
      path: `Observation/${other}/${version}`,
    });
    await flipped();
  }
  await erasures.approve(second, approval(id));
  const stayed = await erasures.retained.list(keeper, id);
  expect(stayed).toHaveLength(3);
  expect(await erasures.retained.missing(keeper, id)).toBe(0);
  const mine = stayed.find(({ facts }) => facts?.fate.action === "restrict");
  expect(mine).toMatchObject({ facts: { fate: { record: `Observation/${other}`, officer: restrict[0]?.ground } } });
  await house.sql("update wardbook.retained_record set until = until + 1 where id = $1", [mine?.id]);
  await expect(erasures.retained.read(keeper, { id: mine?.id ?? "", why })).rejects.toMatchObject({
    code: "erasure/altered",
  });
  await house.sql("delete from wardbook.retained_record where id = $1", [mine?.id]);
  expect(await erasures.retained.missing(keeper, id)).toBe(1);
});

test("an erasure that was put back as it once was is decided by nobody, and one that was taken out is told of", async () => {
  const { tenant, keeper, second, patient } = await aRecord();
  const taken: string[] = [];
  const told = wireErasure({ ...parts, onAltered: (_, id) => taken.push(id) });
  const { id } = await erasures.propose(keeper, { patient, choices: [], why });
  const columns = "state, decider, changed_at, sealed";
  const [proposed] = await house.sql(`select ${columns} from wardbook.erasure where id = $1`, [id]);
  house.wait(1);
  await erasures.decide(second, { id, event: "refuse", why: "not asked for by her" });
  expect([await told.isWhole(keeper), taken]).toEqual([true, []]);
  const { state, decider, changed_at, sealed } = proposed ?? {};
  const putBack = "update wardbook.erasure set state = $2, decider = $3, changed_at = $4, sealed = $5 where id = $1";
  await house.sql(putBack, [id, state, decider, changed_at, sealed]);
  for (const attempt of [
    () => erasures.approve(second, approval(id)),
    () => erasures.decide(keeper, { id, event: "withdraw", why }),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: expect.stringMatching(/^erasure\/(altered|changed)$/) });
  expect(await erasures.read(second, id)).toMatchObject({ words: undefined, may: { approve: false } });
  expect((await (await house.keyring.keys(tenant)).ofPatients([patient])).size).toBe(1);

  const [row] = await house.sql("select * from wardbook.erasure where id = $1", [id]);
  await house.sql("delete from wardbook.erasure where id = $1", [id]);
  expect([await told.isWhole(keeper), await told.isWhole(keeper), taken]).toEqual([false, false, [id]]);
  const names = Object.keys(row ?? {});
  const values = names.map((_, index) => `$${index + 1}`).join(", ");
  await house.sql(`insert into wardbook.erasure (${names.join(", ")}) values (${values})`, Object.values(row ?? {}));
  expect((await erasures.read(second, id)).words).toBeUndefined();
  await house.sql("delete from wardbook.erasure where id = $1", [id]);
});

test("what the vault sealed here opens as its columns say", async () => {
  const opened = new Set<string>();
  for (const { tenant } of await house.keyring.tenants()) {
    const vault = await house.keyring.vault(tenant);
    for (const { table, column, key, also = [], contexts } of erasureVaultColumns) {
      const wanted = [...key, ...also, `${column} as bytes`].join(", ");
      const rows = await house.db
        .tenant(tenant)
        .query<{ bytes: Buffer }>(`select ${wanted} from wardbook.${table} where tenant = $1`, [tenant]);
      for (const { bytes, ...row } of rows) {
        // One was altered above.
        if (contexts(row).some((context) => opens(() => vault.open(context, bytes)))) opened.add(`${table}.${column}`);
      }
    }
  }
  expect([...opened].toSorted()).toEqual(["erasure.sealed", "retained_record.sealed_facts"]);
});

function opens(open: () => unknown): boolean {
  try {
    open();
    return true;
  } catch {
    return false;
  }
}
