import { commands } from "./commands/all.ts";
import type { Command } from "./command.ts";

/** `docs/reference/cli.md`, whole. */
export function cliPage(): string {
  const introduction = [
    "# Command line",
    "Generated from the commands themselves by `npm run docs`; a check fails when this page is out of date.",
    "In a clone, `npx wardbook COMMAND …` runs a command, as does `npm run --silent wardbook -- COMMAND …`. Commands work on the data " +
      "directory of [the configuration](configuration.md), while the server runs on it and while it doesn't: then they start the " +
      "bundled PostgreSQL for themselves and stop it at the end. What a command changes or checks is in the ledger, under the name of " +
      "the operating system's user.",
    "Results go to the standard output, progress and remarks to the error output. On a terminal progress is a line that moves, " +
      "elsewhere a line every five seconds; `NO_COLOR` turns colours off. Exit codes: 0 done; 1 failed, refused in part, or found " +
      "broken; 2 the command line is wrong and nothing was done.",
  ];
  return `${[...introduction, ...commands.flatMap(sectionOf)].join("\n\n")}\n`;
}

function sectionOf({ name, usage, summary, details, flags, examples }: Command): readonly string[] {
  const options = Object.entries(flags).map(
    ([flag, { placeholder, meaning }]) => `- \`${`--${flag} ${placeholder}`.trimEnd()}\`: ${meaning}`,
  );
  return [
    `## wardbook ${name}`,
    `${summary}.`,
    fenced([["wardbook", name, usage].filter((part) => part !== "").join(" ")]),
    ...details,
    ...(options.length === 0 ? [] : [options.join("\n")]),
    ...(examples.length === 0 ? [] : ["For example:", fenced(examples)]),
  ];
}

function fenced(lines: readonly string[]): string {
  return ["```sh", ...lines, "```"].join("\n");
}
