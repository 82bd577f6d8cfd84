import type { Requirement, Verdict } from "./requirement.ts";

const chapters: Readonly<Record<string, string>> = {
  V2: "Validation and business logic",
  V3: "Web front end",
  V4: "API and web service",
  V5: "File handling",
  V6: "Authentication",
  V7: "Sessions",
  V8: "Authorization",
  V9: "Self-contained tokens",
  V10: "OAuth and OpenID Connect",
};

const introduction = `# OWASP ASVS 5.0

Every requirement of level 1 and 2 in chapters V2 to V10 of the OWASP Application Security Verification Standard 5.0, in our own short words:
read the standard for theirs. Made by \`npm run docs\` from \`scripts/asvs\`; a check fails when a test that is named here doesn't exist.
*Met* names what shows it. It is our own verdict: nobody else has verified it yet, and this is no certificate.`;

/** `docs/security/asvs-5.0.md`, whole. */
export function asvsPage(requirements: readonly Requirement[]): string {
  const sections = Object.entries(chapters).map(([chapter, title]) => {
    const rows = requirements.filter(({ id }) => id.startsWith(`${chapter}.`));
    return `## ${chapter} ${title}\n\n| id | level | asks | verdict | shown by |\n|---|---|---|---|---|\n${rows.map(rowOf).join("\n")}`;
  });
  return `${[introduction, countsOf(requirements), ...sections].join("\n\n")}\n`;
}

function countsOf(requirements: readonly Requirement[]): string {
  const count = (level: 1 | 2, verdict: Verdict) =>
    requirements.filter((one) => one.level === level && one.verdict === verdict).length;
  const rows = ([1, 2] as const).map(
    (level) => `| ${level} | ${count(level, "met")} | ${count(level, "not applicable")} | ${count(level, "not met")} |`,
  );
  return `| level | met | not applicable | not met |\n|---|---|---|---|\n${rows.join("\n")}`;
}

function rowOf({ id, level, asks, verdict, why, shown }: Requirement): string {
  const cells = [why, ...shown.map(evidenceText)].filter((part) => part !== undefined && part !== "");
  const said = verdict === "not met" ? "**not met**" : verdict;
  return `| ${id} | ${level} | ${asks} | ${said} | ${cells.join("<br>")} |`;
}

/** A piece of evidence as a cell shows it. */
export function evidenceText(text: string): string {
  const colon = text.indexOf(": ");
  return colon === -1 ? `\`${text}\`` : `\`${text.slice(0, colon)}\`: “${text.slice(colon + 2)}”`;
}
