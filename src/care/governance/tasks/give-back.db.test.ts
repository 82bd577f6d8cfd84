import { expect, test } from "vitest";
import { aPatient } from "../../../../test/people/index.ts";
import { openGovernance } from "../index.ts";
import { aGovernance } from "../testing/a-governance.ts";

const it = await aGovernance();
const { house, governance } = it;
const { breakGlass, tasks } = governance;

async function anEmergency() {
  const tenant = await it.anOrganisation();
  const nurse = it.member(tenant, "nurse", "Nia Bell");
  const [ines, olu] = ["Ines Duarte", "Olu Ade"].map((name) =>
    it.member(tenant, "privacy-officer", name, { permissions: ["break-glass.review"] }),
  );
  if (ines === undefined || olu === undefined) throw new Error("expected two officers");
  const { value } = await house.chart.create(it.member(tenant, "clinician", "Dr Osei"), "Patient", aPatient());
  await breakGlass.ask(nurse, {
    patient: { by: "id", id: value.id },
    reason: { kind: "emergency-treatment", words: "Found unconscious in the waiting room." },
  });
  const [task] = (await tasks.list(ines, "open")).tasks;
  return { tenant, nurse, ines, olu, task: task?.id ?? "" };
}

test("what is assigned to somebody who can't do it any more is everybody's again, and they are told", async () => {
  const { tenant, ines, olu, task } = await anEmergency();
  await tasks.assign(olu, task, ines.id);
  await governance.sweep(tenant);
  expect((await tasks.list(olu, "open")).tasks).toEqual([]);
  it.leave(tenant, ines.id);
  it.mails.length = 0;
  await governance.sweep(tenant);
  expect((await tasks.list(olu, "open")).tasks).toMatchObject([{ id: task, assignee: undefined }]);
  expect(it.mails.map(({ to }) => to)).toEqual([olu.email]);
  expect((await it.saidBy(tenant, "clock"))[0]).toContain("task-assigned: whoever it was assigned to");
});

test("whoever lost the permission neither sees nor gives away what was assigned to them", async () => {
  const { ines, olu, task } = await anEmergency();
  await tasks.assign(olu, task, ines.id);
  expect((await tasks.list(ines, "open")).tasks).toHaveLength(1);
  const without = { ...ines, permissions: new Set<never>() };
  expect(await tasks.list(without, "open")).toEqual({ tasks: [], counts: { open: 0, overdue: 0, mine: 0 } });
  await expect(tasks.assign(without, task, undefined)).rejects.toMatchObject({ code: "task/unknown" });
  await expect(tasks.complete(without, task, "Done.")).rejects.toMatchObject({ code: "task/unknown" });
});

test("a step of the sweep that fails is told, and holds up none of the others", async () => {
  const { tenant } = await anEmergency();
  const fault = new Error("the directory of apps can't be asked");
  const broken = openGovernance({
    ...it.ports,
    settings: () => Promise.reject(fault),
  });
  it.mails.length = 0;
  await expect(broken.sweep(tenant)).rejects.toMatchObject({ errors: [fault, fault] });
  expect(it.mails).toHaveLength(2);
});
