import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { aReceptionist, inside } from "../../../test/people/index.ts";
import { type Caller, type Permission, parseScopes, roles } from "../../custody/access/index.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import { templateRules } from "./index.ts";
import { type TestChart, notesAtWork, right } from "./testing/notes-at-work.ts";

const { house, notesOver, aChart, begin } = await notesAtWork();
const chart = house.chartWith({ rules: templateRules });
const notes = notesOver({ db: house.db, chart });

const template = (title: string, headings: readonly string[], more = {}): FhirResource =>
  ({
    resourceType: "Questionnaire",
    status: "active",
    title,
    useContext: [
      {
        code: { system: "http://terminology.hl7.org/CodeSystem/usage-context-type", code: "task" },
        valueCodeableConcept: { coding: [{ system: "urn:wardbook:questionnaire", code: "note-template" }] },
      },
    ],
    item: headings.map((text, at) => ({ linkId: String(at + 1), text, type: "text" })),
    ...more,
  }) as FhirResource;
const noTemplate = ({ useContext: _none, ...rest }: FhirResource): FhirResource => rest as FhirResource;
const snippet = (whose: string): FhirResource =>
  ({
    resourceType: "Basic",
    identifier: [{ system: "urn:wardbook:snippets-of", value: whose }],
    code: { coding: [{ system: "urn:wardbook:basic", code: "snippet" }], text: "lbp" },
    extension: [{ url: "urn:wardbook:snippet-text", valueString: "Low back pain" }],
  }) as FhirResource;

const withRights = (caller: Caller, ...more: readonly Permission[]): Caller => ({
  ...caller,
  permissions: new Set([...caller.permissions, ...more]),
});
const owner = ({ tenant }: TestChart): Caller => {
  const { scopes, permissions } = roles.owner;
  return { ...aReceptionist(tenant, "Rosa Aldous"), scopes, permissions, purpose: "HOPERAT" };
};
const sign = async ({ clinician }: TestChart, it: TestChart, more: object) => {
  const outcome = await notes.sign(clinician, { id: await begin(it, "Walks.", more), revision: 1, password: right });
  if (outcome.kind !== "signed") throw new Error(outcome.kind);
  return inside((await chart.read(clinician, { type: "DocumentReference", id: outcome.note })).value);
};

test("the owner and whoever may change templates do; whoever else treats patients reads them, and the front desk has none", async () => {
  const it = await aChart();
  const lead = withRights(it.clinician, "templates.manage");
  const refused = { code: "chart/not-permitted" };
  await expect(chart.create(it.clinician, "Questionnaire", template("SOAP", ["Plan"]))).rejects.toMatchObject(refused);
  const { value } = await chart.create(owner(it), "Questionnaire", template("SOAP", ["Plan"], { version: "99" }));
  const target = { type: "Questionnaire", id: value.id } as const;
  expect(inside(value)["version"]).toBe("1");
  const changed = { ...inside(value), item: template("x", ["Plan", "Goals"])["item"] } as FhirResource;
  await expect(chart.update(it.clinician, target, changed)).rejects.toMatchObject(refused);
  expect(inside((await chart.update(lead, target, changed)).value)["version"]).toBe("2");
  expect(inside((await chart.read(it.clinician, target)).value)["item"]).toHaveLength(2);
  await expect(chart.read(aReceptionist(it.tenant), target)).rejects.toMatchObject({ code: /chart\/not/ });
  for (const wrong of [
    template("x".repeat(81), ["Plan"]),
    template("SOAP", ["x".repeat(201)]),
    template("SOAP", ["a\nb"]),
  ])
    await expect(chart.update(lead, target, { ...wrong, id: value.id } as FhirResource)).rejects.toMatchObject({
      code: "chart/against-rule",
    });
  await expect(chart.delete(lead, target)).rejects.toMatchObject({ code: /chart\/(against-rule|not-permitted)/ });
  // A form that is no template is nobody's to write here, and a template stays one.
  const outside = { code: "chart/outside-scope" };
  await expect(chart.create(owner(it), "Questionnaire", noTemplate(template("Form", ["x"])))).rejects.toMatchObject(
    outside,
  );
  await expect(chart.update(lead, target, noTemplate(changed))).rejects.toMatchObject(outside);
});

test("everybody's snippets are changed by those alone who may; one's own by whoever writes notes", async () => {
  const it = await aChart();
  const lead = withRights(it.clinician, "templates.manage");
  await expect(chart.create(it.clinician, "Basic", snippet("organisation"))).rejects.toMatchObject({
    code: "chart/not-permitted",
  });
  const { value } = await chart.create(lead, "Basic", snippet("organisation"));
  const target = { type: "Basic", id: value.id } as const;
  const taken = { ...inside(value), ...snippet(it.clinician.id) } as FhirResource;
  for (const act of [() => chart.update(it.clinician, target, taken), () => chart.delete(it.clinician, target)])
    await expect(act()).rejects.toMatchObject({ code: "chart/not-permitted" });
  await chart.create(it.clinician, "Basic", snippet(it.clinician.id));
});

test("the owner keeps everybody's snippets and sees no other record of their kind; a snippet is about nobody", async () => {
  const it = await aChart();
  const rosa = owner(it);
  const { value } = await chart.create(rosa, "Basic", snippet("organisation"));
  const target = { type: "Basic", id: value.id } as const;
  const longer = { ...inside(value), extension: [{ url: "urn:wardbook:snippet-text", valueString: "Low back" }] };
  await chart.update(rosa, target, longer as FhirResource, 1);
  await expect(chart.update(rosa, target, longer as FhirResource, 1)).rejects.toMatchObject({
    code: "chart/precondition-failed",
  });
  const subject = { reference: `Patient/${it.patient}` };
  const { value: others } = await chart.create(it.clinician, "Basic", snippet(it.clinician.id));
  const { value: clinical } = await chart.create(it.clinician, "Basic", {
    resourceType: "Basic",
    code: { text: "Plan" },
    subject,
  } as FhirResource);
  for (const hidden of [others, clinical]) {
    const of = { type: "Basic", id: hidden.id } as const;
    await expect(chart.read(rosa, of)).rejects.toMatchObject({ code: "chart/not-found" });
    await expect(chart.update(rosa, of, longer as FhirResource)).rejects.toMatchObject({
      code: /chart\/(not|outside)/,
    });
  }
  expect((await chart.search(rosa, "Basic", [])).value.matches.map(({ id }) => id)).toEqual([value.id]);
  for (const outside of [snippet(rosa.id), snippet(it.clinician.id)])
    await expect(chart.create(rosa, "Basic", outside)).rejects.toMatchObject({ code: "chart/outside-scope" });
  await expect(chart.delete(rosa, target)).rejects.toMatchObject({ code: "chart/not-permitted" });
  const wrong = [
    [{ subject }, "Basic.subject"],
    [{ code: { ...(snippet("")["code"] as object), text: "l b p" } }, "Basic.code.text"],
    [{ extension: [{ url: "urn:wardbook:snippet-text", valueString: "x".repeat(5_001) }] }, "Basic.extension"],
  ] as const;
  for (const [more, path] of wrong)
    for (const who of [rosa, withRights(it.clinician, "templates.manage")])
      await expect(
        chart.create(who, "Basic", { ...snippet("organisation"), ...more } as FhirResource),
      ).rejects.toMatchObject({ code: "chart/against-rule", path });
  // The purpose opens what it needs of the kind, and nothing for a scope that is wider.
  const wider = { ...rosa, scopes: parseScopes("user/Basic.cruds") };
  await expect(chart.search(wider, "Basic", [])).rejects.toMatchObject({ code: "chart/not-permitted" });
  await expect(chart.search({ ...rosa, purpose: "HPAYMT" }, "Basic", [])).rejects.toMatchObject({
    code: "chart/not-permitted",
  });
  // The right alone, without the scope, is not enough; nor the scope without the right.
  const { permissions } = rosa;
  await expect(
    chart.create(
      { ...rosa, permissions: new Set([...permissions].filter((one) => one !== "templates.manage")) },
      "Basic",
      snippet("organisation"),
    ),
  ).rejects.toMatchObject({ code: "chart/not-permitted" });
  await expect(
    chart.create({ ...aReceptionist(it.tenant), permissions }, "Basic", snippet("organisation")),
  ).rejects.toMatchObject({
    code: "chart/not-permitted",
  });
});

test("a note names the version of the template that it began with, whatever becomes of the template; what was never there isn't named", async () => {
  const it = await aChart();
  const lead = withRights(it.clinician, "templates.manage");
  const { value } = await chart.create(lead, "Questionnaire", template("SOAP", ["Plan"]));
  const target = { type: "Questionnaire", id: value.id } as const;
  const named = `Questionnaire/${value.id}/_history`;
  const first = await sign(it, it, { template: `${named}/1` });
  expect(first["context"]).toEqual({ related: [{ reference: `${named}/1`, display: "SOAP, version 1" }] });
  await chart.update(lead, target, { ...inside(value), title: "SOAP, short", status: "retired" } as FhirResource);
  const again = (await chart.read(it.clinician, { type: "DocumentReference", id: String(first.id) as never })).value;
  expect(inside(again)["context"]).toEqual(first["context"]);
  const then = await chart.vread(it.clinician, { ...target, version: 1 });
  expect(inside(then.value)["title"]).toBe("SOAP");
  // Who began before the template was called otherwise signs what it was called.
  const later = await sign(it, it, { template: `${named}/1` });
  expect(later["context"]).toEqual(first["context"]);
  for (const nothing of [`${named}/9`, `Questionnaire/${randomUUID()}/_history/1`, `Patient/${it.patient}/_history/1`])
    expect((await sign(it, it, { template: nothing }))["context"]).toBeUndefined();
});
