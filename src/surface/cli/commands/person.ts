import { addPersonRequest } from "../../../../contract/index.ts";
import { roleNames, roles } from "../../../custody/access/index.ts";
import { type Leaver, accountRule, dayOf } from "../../../assurance/retention/index.ts";
import { type Person, displayName } from "../../../custody/identity/index.ts";
import { organisationFlag } from "../choose-organisation.ts";
import type { Command } from "../command.ts";
import { inOrganisation } from "../in-organisation.ts";
import { operator } from "../operator.ts";
import { parseWords } from "../parse-words.ts";
import { table } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export const addPerson: Command = {
  name: "person add",
  usage: "USERNAME --given NAME --family NAME --role ROLE [--job-title TEXT] [--organisation SHORT-NAME]",
  summary: "Let somebody sign in",
  details: [
    "Prints a temporary password, once. At the first sign-in the person replaces it and enrols a second factor.",
    `Roles: ${roleNames.map((name) => `${name} (${roles[name].summary.replace(/\.$/, "").replace(/^./, (letter) => letter.toLowerCase())})`).join("; ")}.`,
  ],
  flags: {
    given: { placeholder: "NAME", meaning: "Given name." },
    family: { placeholder: "NAME", meaning: "Family name." },
    role: { placeholder: "ROLE", meaning: `One of ${roleNames.join(", ")}.` },
    "job-title": { placeholder: "TEXT", meaning: "What the person is, in a few words." },
    ...organisationFlag,
  },
  examples: ["wardbook person add amara.osei --given Amara --family Osei --role clinician --job-title Physiotherapist"],
  run: ({ ports, terminal, words, flags }) => {
    const [username] = words;
    if (username === undefined) throw new UsageError("give the user name");
    for (const flag of ["given", "family", "role"])
      if (flags[flag] === undefined) throw new UsageError(`--${flag} is missing`);
    const role = roleNames.find((name) => name === flags["role"]);
    if (role === undefined) throw new UsageError(`role: one of ${roleNames.join(", ")}`);
    const request = parseWords(addPersonRequest, {
      username,
      given: flags["given"],
      family: flags["family"],
      role: flags["role"],
      jobTitle: flags["job-title"],
    });
    return inOrganisation({ ports, flags }, async (house, { tenant, name }) => {
      const { person, temporaryPassword } = await house.identity.people.add(operator(ports), tenant, {
        ...request,
        role,
      });
      terminal.say(`User name:          ${person.username}`);
      if (temporaryPassword !== undefined) terminal.say(`Temporary password: ${temporaryPassword.expose()}`);
      terminal.tell(
        `${displayName(person)} may now sign in to ${name} as ${roles[role].inSentence}. The password is not shown again.`,
      );
    });
  },
};

export const listPeople: Command = {
  name: "person list",
  usage: "[--organisation SHORT-NAME]",
  summary: "People who may sign in, and who could once",
  details: [
    `What an ended account holds is destroyed ${accountRule.days} days after its end, unless a legal hold keeps it: the last column says when.`,
  ],
  flags: organisationFlag,
  examples: [],
  run: ({ ports, terminal, flags }) =>
    inOrganisation({ ports, flags }, async (house, { tenant }) => {
      const people = await house.identity.people.list(tenant);
      const leavers = new Map((await house.leavers.foresee(tenant)).map((leaver) => [leaver.id, leaver]));
      if (people.length === 0) terminal.tell('There is nobody yet: "wardbook person add" adds somebody.');
      else {
        const rows = people.map((person) => [
          person.username,
          displayName(person),
          person.role,
          person.state,
          person.lastSignInAt === undefined ? "never" : new Date(person.lastSignInAt).toISOString(),
          goesWhen(person, leavers.get(person.id)),
        ]);
        for (const line of table([["USER NAME", "NAME", "ROLE", "STATE", "LAST SIGN-IN", "GOES"], ...rows]))
          terminal.say(line);
      }
    }),
};

function goesWhen({ removedAt }: Person, leaver: Leaver | undefined): string {
  if (removedAt !== undefined) return `removed ${dayOf(removedAt)}`;
  if (leaver === undefined) return "";
  return leaver.heldBy.length === 0 ? dayOf(leaver.dueAt) : `held: ${leaver.heldBy.join(", ")}`;
}
