import type { ParseArgsOptionsConfig } from "node:util";
import type { CliPorts } from "./ports.ts";
import type { Terminal } from "./terminal.ts";

export interface Invocation {
  readonly ports: CliPorts;
  readonly terminal: Terminal;
  /** What is neither flag nor value of one, after the command's own words. */
  readonly words: readonly string[];
  /** Flags by name. */
  readonly flags: Readonly<Record<string, string | undefined>>;
}

/** One command: what help says of it, and what it does. */
export interface Command {
  /** How it is called: "client add". */
  readonly name: string;
  /** What follows the name: "NAME --scope SCOPES". */
  readonly usage: string;
  /** One line. */
  readonly summary: string;
  /** More, in paragraphs. */
  readonly details: readonly string[];
  /** One whose placeholder is "" takes no value. */
  readonly flags: Readonly<Record<string, { readonly placeholder: string; readonly meaning: string }>>;
  readonly examples: readonly string[];
  /** @returns the exit code */
  run(invocation: Invocation): Promise<number>;
}

export function optionsOf({ flags }: Pick<Command, "flags">): ParseArgsOptionsConfig {
  return Object.fromEntries(
    Object.entries(flags).map(([name, { placeholder }]) => [name, { type: placeholder === "" ? "boolean" : "string" }]),
  );
}
