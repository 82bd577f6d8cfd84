import { expect, test } from "vitest";
import type { Session } from "../../../contract/index.ts";
import { commandsFor, fittingCommands } from "./commands.ts";

const acts = {
  go: () => undefined,
  setColours: () => undefined,
  openShortcuts: () => undefined,
  signOut: () => undefined,
};
const as = (role: Session["person"]["role"], scopes: string[], permissions: string[] = []) =>
  commandsFor(
    {
      person: { id: "00000000-0000-4000-8000-000000000001", username: "x", displayName: "X", role },
      organisation: { name: "Riverbank", shortName: "riverbank", demonstration: false },
      scopes,
      permissions,
      csrfToken: "t",
      idleSecondsLeft: 1,
      absoluteSecondsLeft: 1,
    },
    acts,
  );
const ids = (commands: readonly { readonly id: string }[]) => commands.map((command) => command.id);

test("an administrator without patient scopes is offered the house and no patients", () => {
  const offered = ids(as("administrator", ["user/Practitioner.cruds"], ["people.manage", "roles.manage"]));
  expect(offered).toContain("/administration/people");
  expect(offered).not.toContain("/patients");
  expect(offered).not.toContain("/patients/new");
});

test("a clinician is offered patients and no house", () => {
  const offered = ids(as("clinician", ["user/Patient.crus"]));
  expect(offered).toEqual(expect.arrayContaining(["/patients", "/patients/new"]));
  expect(offered.some((id) => id.startsWith("/administration"))).toBe(false);
});

test("whatever a role is called, its permissions lead to their places and to no others", () => {
  const offered = ids(as("data-steward", [], ["break-glass.review", "policies.manage"]));
  expect(offered).toEqual(expect.arrayContaining(["/tasks", "/emergencies", "/exceptions", "/administration/sign-in"]));
  expect(offered).not.toContain("/vendor-access");
  expect(offered).not.toContain("/administration/people");
});

test("typed words find a command by label first, then by its other words", () => {
  const commands = as("administrator", []);
  expect(ids(fittingCommands(commands, "sig"))).toEqual(["sign-out"]);
  expect(ids(fittingCommands(commands, "theme da"))).toEqual(["dark"]);
  expect(ids(fittingCommands(commands, "zebra"))).toEqual([]);
});
