import { expect, test } from "vitest";
import { aClinician, aHouse, anObservation, anOrganisation, aPatient } from "../../../test/people/index.ts";

const house = await aHouse();
const { chart, db, reader } = house;

async function aChart() {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const { value: patient } = await chart.create(clinician, "Patient", aPatient());
  const { value: observation, entryIds } = await chart.create(clinician, "Observation", anObservation(patient.id));
  await house.ledger.sequence(tenant);
  await db
    .tenant(tenant)
    .query(
      "insert into wardbook.note_draft (tenant, id, author, patient, key_no, revision, saved_at, sealed) values ($1, gen_random_uuid(), gen_random_uuid(), $2, 1, 1, 1, '')",
      [tenant, patient.id],
    );
  return { tenant, clinician, patient: patient.id, observation: observation.id, entryId: entryIds[0] ?? "" };
}

/** Every table that holds rows of organisations. */
async function tablesOfTenants() {
  const rows = await house.sql<{ name: string; secured: boolean; policies: number }>(
    `select c.relname as name, c.relrowsecurity as secured, (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant'
     where n.nspname = 'wardbook' and c.relkind = 'r' and c.relname <> 'tenant' order by 1`,
  );
  return rows;
}

test("every table with rows of organisations has row-level security", async () => {
  const tables = await tablesOfTenants();
  expect(tables.length).toBeGreaterThan(10);
  expect(tables.filter(({ secured, policies }) => !secured || policies !== 1)).toEqual([]);
});

test("a connection bound to one organisation sees no row of another, and an unbound one sees none", async () => {
  const one = await aChart();
  const other = await aChart();
  const filled = [
    "data_key",
    "record_version",
    "record_head",
    "ledger_batch",
    "ledger_sequence",
    "ledger_checkpoint",
    "note_draft",
  ];
  for (const { name } of await tablesOfTenants()) {
    const seen = await db
      .tenant(other.tenant)
      .query<{ tenant: number }>(`select distinct tenant from wardbook.${name}`);
    const own = filled.includes(name) ? [{ tenant: other.tenant }] : [];
    if (filled.includes(name)) expect(seen, name).toEqual(own);
    else
      expect(
        seen.filter(({ tenant }) => tenant !== other.tenant),
        name,
      ).toEqual([]);
    expect(await db.installation.query(`select from wardbook.${name}`), name).toEqual([]);
  }
  expect(one.tenant).not.toBe(other.tenant);
});

test("a connection bound to one organisation can't write rows of another", async () => {
  const one = await aChart();
  const other = await aChart();
  const forged = db
    .tenant(other.tenant)
    .query("insert into wardbook.ledger_batch (tenant, batch, entries, tokens) values ($1, 7, '', '{}')", [one.tenant]);
  await expect(forged).rejects.toMatchObject({ code: "database/failed" });
});

test("the application can neither change nor remove versions, entries, sequence, checkpoints and keys", async () => {
  const { tenant } = await aChart();
  for (const table of [
    "record_version",
    "ledger_batch",
    "ledger_sequence",
    "ledger_node",
    "ledger_checkpoint",
    "ledger_pruning",
    "ledger_pruning_withdrawal",
    "data_key",
    "tenant",
  ]) {
    await expect(db.tenant(tenant).query(`delete from wardbook.${table}`), table).rejects.toMatchObject({
      code: "database/failed",
    });
    await expect(db.tenant(tenant).query(`update wardbook.${table} set tenant = tenant`), table).rejects.toMatchObject({
      code: "database/failed",
    });
    await expect(db.tenant(tenant).query(`truncate wardbook.${table}`), table).rejects.toMatchObject({
      code: "database/failed",
    });
  }
});

/** Every way to ask for candidates: of this type, with this token. */
const candidates = [
  "select id from wardbook.candidate_records($1::int2, array[$2::int8], '{}', 0, 9007199254740991, 100, 'bitmap', 0)",
  "select id from wardbook.candidate_records($1::int2, array[$2::int8], '{}', 0, 9007199254740991, 100, 'ordered', 100)",
  "select id from wardbook.candidates_with($1::int2, array[$2::int8], 0, 9007199254740991, 100)",
  "select id from wardbook.newest_candidates($1::int2, array[$2::int8], 0, 9007199254740991, 100, 100)",
] as const;

test("candidates of a search and batches of a patient come from the bound organisation alone", async () => {
  const one = await aChart();
  const other = await aChart();
  const { typeNumber } = await import("../../foundation/fhir/index.ts");
  const [{ token: shared } = { token: "" }] = await house.sql<{ token: string }>(
    "select tokens[1]::text as token from wardbook.record_head where id = $1",
    [one.patient],
  );
  // The same token in both organisations, as no index key would have it: only the organisation tells them apart.
  await house.sql("update wardbook.record_head set tokens = tokens || $1::int8 where id = $2", [shared, other.patient]);
  for (const statement of candidates) {
    const values = [typeNumber("Patient"), shared];
    const found = await db.tenant(other.tenant).query<{ id: string }>(statement, values);
    expect(
      found.map(({ id }) => id),
      statement,
    ).toEqual([other.patient]);
    await expect(db.installation.query(statement, values), statement).rejects.toMatchObject({
      code: "database/failed",
    });
  }
  const [{ token } = { token: "" }] = await house.sql<{ token: string }>(
    "select tokens[1]::text as token from wardbook.ledger_batch where tenant = $1 limit 1",
    [one.tenant],
  );
  const batches = "select batch from wardbook.ledger_batches_with($1, 9007199254740991, 100)";
  expect(await db.tenant(other.tenant).query(batches, [token])).toEqual([]);
  expect((await db.tenant(one.tenant).query(batches, [token])).length).toBeGreaterThan(0);
  await expect(db.installation.query(batches, [token])).rejects.toMatchObject({ code: "database/failed" });
});

test("the same words have other tokens in another organisation", async () => {
  const one = await aChart();
  const other = await aChart();
  const tokensOf = async (tenant: number) =>
    (
      await house.sql<{ token: string }>(
        "select unnest(tokens)::text as token from wardbook.record_head where tenant = $1",
        [tenant],
      )
    ).map(({ token }) => token);
  const tokens = new Set(await tokensOf(one.tenant));
  expect(tokens.size).toBeGreaterThan(20);
  expect((await tokensOf(other.tenant)).filter((token) => tokens.has(token))).toEqual([]);
});

test("ids, entries and cursors of another organisation are unknown here", async () => {
  const one = await aChart();
  const other = await aChart();
  await expect(chart.read(other.clinician, { type: "Observation", id: one.observation })).rejects.toMatchObject({
    code: "chart/not-found",
  });
  await expect(
    chart.update(other.clinician, { type: "Patient", id: one.patient }, { ...aPatient(), id: one.patient }),
  ).rejects.toMatchObject({ code: "chart/not-found" });
  await expect(chart.delete(other.clinician, { type: "Observation", id: one.observation })).rejects.toMatchObject({
    code: "chart/not-found",
  });
  await expect(chart.create(other.clinician, "Observation", anObservation(one.patient))).rejects.toMatchObject({
    code: "chart/unknown-patient",
  });
  await expect(reader.entry(other.tenant, one.entryId)).rejects.toMatchObject({ code: "ledger/unknown-entry" });
  await expect(reader.prove(other.tenant, one.entryId)).rejects.toMatchObject({ code: "ledger/unknown-entry" });
  expect(await reader.aboutPatient(other.tenant, one.patient, { limit: 10 })).toEqual([]);
  const { value } = await chart.search(one.clinician, "Observation", [
    ["_count", "0"],
    ["_total", "accurate"],
  ]);
  expect(value.total).toBe(1);
});

test("a body that was copied into another organisation doesn't open there", async () => {
  const one = await aChart();
  const other = await aChart();
  await house.sql(
    `update wardbook.record_version v set body = w.body, key_no = w.key_no from wardbook.record_version w
     where v.tenant = $1 and v.id = $2 and w.tenant = $3 and w.id = $4`,
    [other.tenant, other.observation, one.tenant, one.observation],
  );
  await house.sql(
    `insert into wardbook.data_key (tenant, key_no, purpose, subject, wrapped)
     select $1, key_no, purpose, gen_random_uuid(), wrapped from wardbook.data_key k
     where tenant = $2 and subject = $3 and not exists (select from wardbook.data_key o where o.tenant = $1 and o.key_no = k.key_no)`,
    [other.tenant, one.tenant, one.patient],
  );
  await expect(
    house.anotherProcess().chart.read(other.clinician, { type: "Observation", id: other.observation }),
  ).rejects.toMatchObject({
    code: "crypto/wrong-key-or-altered",
  });
});
