import { parseArgs } from "node:util";
import { CodedError } from "../../foundation/kernel/index.ts";
import { ConfigError, settings } from "../../foundation/platform/config/index.ts";
import { type Command, optionsOf } from "./command.ts";
import { commands } from "./commands/all.ts";
import { exitCode } from "./exit-code.ts";
import { helpOf, overview } from "./help.ts";
import type { CliPorts } from "./ports.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

export interface CliEnvironment {
  readonly terminal: Terminal;
  /** Reads the settings and says what lies outside. @throws ConfigError */
  readonly open: (settingFlags: readonly string[]) => CliPorts;
  /** Says a failure that no command expects. */
  readonly describeFailure: (error: unknown) => string;
}

/** Runs one command. @returns the exit code */
export async function runCli(
  argv: readonly string[],
  { terminal, open, describeFailure }: CliEnvironment,
): Promise<number> {
  let command: Command | undefined;
  try {
    const line = readLine(argv);
    command = line.command;
    if (line.help) {
      terminal.say(command === undefined ? overview(commands) : helpOf(command));
      return exitCode.done;
    }
    if (command === undefined)
      throw new UsageError(
        line.words.length === 0 ? "say what to do" : `there is no command "${line.words.slice(0, 2).join(" ")}"`,
      );
    return await command.run({ ports: open(line.settingFlags), terminal, words: line.words, flags: line.flags });
  } catch (error) {
    if (error instanceof UsageError || error instanceof ConfigError) {
      terminal.tell(`wardbook: ${error.message}`);
      terminal.tell(`See "wardbook ${command === undefined ? "" : `${command.name} `}--help".`);
      return exitCode.usage;
    }
    terminal.tell(describeFailure(error));
    const hint = error instanceof CodedError ? hints[error.code] : undefined;
    if (hint !== undefined) terminal.tell(hint);
    return exitCode.failed;
  }
}

const hints: Readonly<Record<string, string>> = {
  "database/unreachable":
    "If the server was stopped meanwhile: run the command again. What was written until then stays, and nothing is written twice.",
  "keyring/passphrase-needed": "Set it for this command too: WARDBOOK_PASSPHRASE=… wardbook …",
};

interface Line {
  readonly command: Command | undefined;
  readonly words: readonly string[];
  readonly flags: Readonly<Record<string, string>>;
  readonly settingFlags: readonly string[];
  readonly help: boolean;
}

const settingNames: ReadonlySet<string> = new Set(settings.flatMap(({ flag }) => (flag === undefined ? [] : [flag])));
const everyOption = {
  ...Object.assign({}, ...commands.map(optionsOf)),
  ...Object.fromEntries([...settingNames].map((name) => [name, { type: "string" as const }])),
  help: { type: "boolean" as const, short: "h" },
};

/** @throws UsageError */
function readLine(argv: readonly string[]): Line {
  const { tokens } = parseArgs({
    args: [...argv],
    options: everyOption,
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  const words = tokens.flatMap((token) => (token.kind === "positional" ? [token.value] : []));
  const command = commandOf(words);
  const rest = command === undefined ? words : words.slice(command.name.split(" ").length);
  const flags: Record<string, string> = {};
  const settingFlags: string[] = [];
  let help = rest.length > 0 && rest[0] === "help" && command === undefined;
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    if (token.name === "help") {
      help = true;
      continue;
    }
    const isSetting = settingNames.has(token.name);
    if (!isSetting && (command === undefined || !Object.hasOwn(command.flags, token.name))) {
      throw new UsageError(
        `there is no flag ${token.rawName}${command === undefined ? "" : ` of "wardbook ${command.name}"`}`,
      );
    }
    const isBare = !isSetting && command?.flags[token.name]?.placeholder === "";
    if (isBare && token.value !== undefined) throw new UsageError(`${token.rawName} takes no value`);
    if (isBare) {
      flags[token.name] = "yes";
      continue;
    }
    if (token.value === undefined || token.value === "") throw new UsageError(`${token.rawName} needs a value`);
    if (isSetting) settingFlags.push(`--${token.name}=${token.value}`);
    else flags[token.name] = token.value;
  }
  if (command !== undefined && !help && rest.length > 0 && !takesWords(command))
    throw new UsageError(`nothing takes "${rest[0]}" here`);
  return { command, words: rest, flags, settingFlags, help };
}

/** The command with the most words that these words begin with. */
function commandOf(words: readonly string[]): Command | undefined {
  const fitting = commands.filter(({ name }) => name.split(" ").every((word, index) => words[index] === word));
  return fitting.toSorted((a, b) => b.name.length - a.name.length)[0];
}

function takesWords({ usage }: Command): boolean {
  return /^[A-Z]/.test(usage);
}
