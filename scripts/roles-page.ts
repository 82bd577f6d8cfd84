import { type Role, builtInRoleIds, purposeWords, resourceGroups, roles } from "../src/custody/access/index.ts";

const reachWords = {
  organisation: "every patient of the organisation",
  facility: "patients of the sites where they work",
  related: "patients in their care",
  patient: "one patient, named with the account",
} as const satisfies Record<Role["reach"], string>;

/** Types that tell of no patient. */
const ofNobody: ReadonlySet<string> = new Set([
  ...resourceGroups.directory,
  ...resourceGroups.catalogue,
  ...resourceGroups.definition,
]);

/** Messages between colleagues that are about nobody. */
const aboutNobody = "urn:wardbook:staff-message|about-nobody";

const letterWords = [
  ["c", "create"],
  ["r", "read"],
  ["u", "update"],
  ["d", "delete"],
  ["s", "search"],
] as const;

/** docs/reference/roles.md: the built-in roles, as the code has them. */
export function rolesPage(): string {
  const lines = [
    "# Built-in roles",
    "",
    "Generated from the roles themselves by `npm run docs`; a check fails when this page is out of date. How they are used:",
    "[Who sees what](../access.md).",
    "",
    "| role | reaches | sees what is marked sensitive | acts for |",
    "|---|---|---|---|",
    ...builtInRoleIds.map((id) => {
      const { label, reach, clearances, purposes, scopes } = roles[id];
      const seesPatients = scopes.some(
        ({ type, criteria }) => !ofNobody.has(type) && !criteria.some(({ value }) => value === aboutNobody),
      );
      const reached = seesPatients ? reachWords[reach] : "no patients";
      const marked = clearances === undefined ? "all" : clearances.join(", ");
      const actsFor = purposes.map((one) => purposeWords[one]).join(", ");
      return `| [${label}](#${id}) | ${reached} | ${seesPatients && marked !== "" ? marked : "nothing"} | ${actsFor} |`;
    }),
    "",
    "Labels are codes of HL7 v3 ActCode: PSY mental health, SEX sexual and reproductive health, ETH alcohol and drugs, HIV, SDV abuse and",
    "safeguarding. Purposes are codes of HL7 v3 ActReason, in words.",
    "",
    ...builtInRoleIds.flatMap((id) => roleLines(id, roles[id])),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function roleLines(id: string, role: Role): string[] {
  return [
    `## ${role.label}`,
    "",
    `\`${id}\`. ${role.summary}`,
    "",
    ...scopeLines(role),
    ...(role.fieldRules.length === 0
      ? []
      : [`- Hidden: ${role.fieldRules.map(({ type, path }) => `\`${type}.${path}\``).join(", ")}`]),
    `- Besides records: ${role.permissions.size === 0 ? "nothing" : [...role.permissions].map((one) => `\`${one}\``).join(", ")}`,
    "",
  ];
}

/** Types with the same letters in one line; a group of types whole where all of it is there. */
function scopeLines({ scopes }: Role): string[] {
  const byLetters = new Map<string, string[]>();
  for (const { type, permissions } of scopes) {
    const words = letterWords.flatMap(([letter, word]) => (permissions.includes(letter) ? [word] : [])).join(", ");
    byLetters.set(words, [...(byLetters.get(words) ?? []), type]);
  }
  return [...byLetters].map(([letters, types]) => `- ${letters}: ${inGroups(types).join(", ")}`);
}

function inGroups(types: readonly string[]): string[] {
  const left = new Set(types);
  const named: string[] = [];
  for (const [group, members] of Object.entries(resourceGroups)) {
    if (members.length < 4 || !members.every((member) => left.has(member))) continue;
    for (const member of members) left.delete(member);
    named.push(`everything ${group}`);
  }
  return [...named, ...[...left].map((type) => (type === "*" ? "every type" : `\`${type}\``))];
}
