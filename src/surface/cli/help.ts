import { settingsHelp } from "../../foundation/platform/config/index.ts";
import type { Command } from "./command.ts";
import { table } from "./terminal.ts";

const width = 96;

export function wrap(text: string, indent: number): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && line.length + 1 + word.length + indent > width) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.map((line) => " ".repeat(indent) + line).join("\n");
}

/** `wardbook --help` */
export function overview(commands: readonly Command[]): string {
  return [
    "Wardbook: a self-hosted health-record platform",
    "",
    "Usage: wardbook COMMAND …",
    "",
    ...table(commands.map(({ name, summary }) => [`  ${name}`, summary])),
    "",
    'Details of one: "wardbook COMMAND --help". Settings, for every command:',
    "",
    settingsHelp().trimEnd(),
    "",
    "Exit codes: 0 done; 1 failed, refused in part, or found broken; 2 the command line is wrong.",
  ].join("\n");
}

/** `wardbook import --help` */
export function helpOf(command: Command): string {
  const flags = Object.entries(command.flags).map(
    ([name, { placeholder, meaning }]) => `${`  --${name} ${placeholder}`.trimEnd()}\n${wrap(meaning, 6)}`,
  );
  const sections = [
    `${command.summary}.`,
    `Usage: wardbook ${[command.name, command.usage].filter((part) => part !== "").join(" ")}`,
    ...command.details.map((text) => wrap(text, 0)),
    ...(flags.length === 0 ? [] : [flags.join("\n")]),
    ...(command.examples.length === 0 ? [] : [command.examples.map((example) => `  ${example}`).join("\n")]),
    'Settings, such as --data and --port, go with every command: "wardbook --help" lists them.',
  ];
  return sections.join("\n\n");
}
