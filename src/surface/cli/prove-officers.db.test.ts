import { expect, test } from "vitest";
import { anInstallation } from "../../custody/identity/testing/installation.ts";
import { anEnrolledPerson, codeAt, goodPassword } from "../../custody/identity/testing/people.ts";
import { roles } from "../../custody/access/index.ts";
import type { CliPorts } from "./ports.ts";
import { proveTwoOfficers } from "./prove-officers.ts";
import { aTerminal } from "./testing/a-terminal.ts";

const installation = await anInstallation();
const clinic = await installation.createOrganisation("Agreeing Clinic");
const { terminal } = aTerminal();
const ada = await anEnrolledPerson(installation, clinic, { username: "ada", role: "privacy-officer" });
const ben = await anEnrolledPerson(installation, clinic, { username: "ben", role: "privacy-officer" });
const cleo = await anEnrolledPerson(installation, clinic, { username: "cleo", role: "clinician" });
const proofs = { ada, ben, cleo };

/** Each types the password and the code of the moment; nobody's is taken twice. */
async function agree(first: keyof typeof proofs | undefined, second: keyof typeof proofs | undefined, wrong = false) {
  installation.wait(30_000);
  const typed = [first, second].flatMap((who) =>
    who === undefined ? [] : [goodPassword.expose(), () => codeAt(proofs[who].totpSecret, installation.now())],
  );
  const ports = {
    user: "ops",
    lines: () => ({
      next: async () => {
        const line = typed.shift();
        if (line === undefined) return { done: true, value: undefined };
        return { done: false, value: wrong ? "wrong" : typeof line === "string" ? line : line() };
      },
    }),
  } as unknown as CliPorts;
  const house = {
    identity: installation.identity,
    policy: { roleOf: async (_: unknown, role: keyof typeof roles) => roles[role] },
  };
  return proveTwoOfficers({ ports, terminal, house: house as never, organisation: clinic }, [first, second]);
}

test("two different officers agree, and nobody alone, without a proof or without the permission", async () => {
  await expect(agree("ada", undefined)).rejects.toMatchObject({ code: "cli/usage" });
  await expect(agree("ada", "cleo")).rejects.toMatchObject({ code: "cli/not-agreed" });
  await expect(agree("ada", "ben", true)).rejects.toMatchObject({ code: "cli/not-agreed" });
  await expect(agree("ada", "ada")).rejects.toMatchObject({ code: "cli/not-agreed" });
  const agreed = await agree("ada", "ben");
  expect(agreed).toContain(ada.person.id);
  expect(agreed).toContain(ben.person.id);
});
