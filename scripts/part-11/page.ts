import { type Verdict, evidenceText } from "../asvs/index.ts";
import type { Clause } from "./clause.ts";

const introduction = `# 21 CFR Part 11

The clauses of 21 CFR Part 11 (electronic records; electronic signatures) that ask something of whoever keeps or signs records, in our own
short words: read the rule for its own. Made by \`npm run docs\` from \`scripts/part-11\`; a check fails when a test that is named here
doesn't exist. *Met* names what shows it; *not applicable* says why. Wardbook is designed to support an organisation under Part 11. This is
our own verdict about the software, nobody else has verified it, and software can't meet the rule by itself: its use has to.`;

const verdicts: readonly Verdict[] = ["met", "not applicable", "not met"];

/** `docs/security/21cfr-part-11.md`, whole. */
export function part11Page(clauses: readonly Clause[]): string {
  const counts = verdicts.map((verdict) => clauses.filter((one) => one.verdict === verdict).length);
  const sum = `| ${verdicts.join(" | ")} |\n|---|---|---|\n| ${counts.join(" | ")} |`;
  const table = `| clause | asks | verdict | shown by |\n|---|---|---|---|\n${clauses.map(rowOf).join("\n")}`;
  return `${[introduction, sum, table].join("\n\n")}\n`;
}

function rowOf({ id, asks, verdict, why, shown }: Clause): string {
  const cells = [why, ...shown.map(evidenceText)].filter((part) => part !== undefined && part !== "");
  const said = verdict === "not met" ? "**not met**" : verdict;
  return `| ${id} | ${asks} | ${said} | ${cells.join("<br>")} |`;
}
