import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { Secret } from "../../kernel/index.ts";
import type { ConnectionSettings } from "../database/index.ts";
import { ConfigError } from "./config-error.ts";
import { parseDatabaseUrl } from "./database-url.ts";
import { defaultDataDirectory, logLevels, settings } from "./settings.ts";
import type { SettingName } from "./settings.ts";
import { nearest } from "./nearest.ts";
import { defaultPublicOrigin, parsePublicUrl } from "./public-origin.ts";

export interface Config {
  /** Absolute. */
  readonly dataDirectory: string;
  readonly host: string;
  readonly port: number;
  /** What browsers use, such as "https://records.example": no slash at the end. */
  readonly publicOrigin: string;
  /** Absent: the bundled PostgreSQL. */
  readonly database: ConnectionSettings | undefined;
  readonly passphrase: Secret<string> | undefined;
  readonly logLevel: (typeof logLevels)[number];
}

/** Environment variables, as `process.env` has them. */
export type Environment = Record<string, string | undefined>;

const schema = {
  WARDBOOK_DATA: z
    .string()
    .default(defaultDataDirectory)
    .transform((path) => resolve(path)),
  WARDBOOK_HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:-]+$/, "must be a host name or an IP address, such as 127.0.0.1 or ::1")
    .default("127.0.0.1"),
  WARDBOOK_PORT: z
    .string()
    .regex(/^[0-9]{1,5}$/, "must be a whole number from 1 to 65535")
    .transform(Number)
    .refine((port) => port >= 1 && port <= 65_535, "must be a whole number from 1 to 65535")
    .default(8080),
  WARDBOOK_PUBLIC_URL: z
    .string()
    .transform(parsePublicUrl)
    .refine((origin) => origin !== undefined, "must read https://NAME or https://NAME:PORT, without a path")
    .optional(),
  WARDBOOK_DATABASE_URL: z
    .string()
    .transform(parseDatabaseUrl)
    .refine((database) => database !== undefined, "must read postgres://USER:PASSWORD@HOST:PORT/DATABASE")
    .optional(),
  WARDBOOK_PASSPHRASE: z
    .string()
    .min(12, "must have at least 12 characters")
    .transform((text) => new Secret(text))
    .optional(),
  WARDBOOK_LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(", ")}`).default("info"),
} satisfies Record<SettingName, z.ZodType>;

/** Reads the settings, once, at the start. A flag wins over its environment variable; an empty value counts as none.
 *  Secrets are deleted from `environment`, so that no child process and no error report inherits them.
 *  @param flags arguments after the command's name, such as `["--port", "8081"]`
 *  @throws ConfigError */
export function parseConfig(environment: Environment, flags: readonly string[] = []): Config {
  const given = { ...readEnvironment(environment), ...readFlags(flags) };
  const host = read("WARDBOOK_HOST", given);
  const port = read("WARDBOOK_PORT", given);
  return {
    dataDirectory: read("WARDBOOK_DATA", given),
    host,
    port,
    publicOrigin: read("WARDBOOK_PUBLIC_URL", given) ?? nameOf({ host, port, secure: false }),
    database: read("WARDBOOK_DATABASE_URL", given),
    passphrase: read("WARDBOOK_PASSPHRASE", given),
    logLevel: read("WARDBOOK_LOG_LEVEL", given),
  };
}

function nameOf(listening: { readonly host: string; readonly port: number; readonly secure: boolean }): string {
  const origin = defaultPublicOrigin(listening);
  if (origin !== undefined) return origin;
  throw new ConfigError(
    "config/no-public-url",
    `WARDBOOK_HOST ${listening.host} is every address of this machine, and none is its name: say with WARDBOOK_PUBLIC_URL what browsers use, such as https://records.example`,
  );
}

type Given = Partial<Record<SettingName, string>>;

function read<Name extends SettingName>(name: Name, given: Given): z.output<(typeof schema)[Name]> {
  const result = schema[name].safeParse(given[name]);
  if (result.success) return result.data as z.output<(typeof schema)[Name]>;
  throw new ConfigError("config/bad-value", `${name} ${result.error.issues[0]?.message ?? "has a bad value"}`);
}

function readEnvironment(environment: Environment): Given {
  const known = settings.map(({ name }) => name);
  const unknown = Object.keys(environment).find(
    (name) => name.startsWith("WARDBOOK_") && !known.some((setting) => setting === name),
  );
  if (unknown !== undefined) {
    throw new ConfigError("config/unknown-setting", `there is no setting ${unknown}${didYouMean(unknown, known)}`);
  }
  const given: Given = {};
  for (const { name, flag } of settings) {
    const value = environment[name];
    if (value !== undefined && value !== "") given[name] = value;
    if (flag === undefined) delete environment[name];
  }
  return given;
}

function readFlags(flags: readonly string[]): Given {
  const withFlag = settings.flatMap(({ name, flag }) => (flag === undefined ? [] : [{ name, flag }]));
  const { tokens } = parseArgs({
    args: [...flags],
    options: Object.fromEntries(withFlag.map(({ flag }) => [flag, { type: "string" as const }])),
    strict: false,
    tokens: true,
  });
  const given: Given = {};
  for (const token of tokens) {
    if (token.kind === "option-terminator") continue;
    if (token.kind === "positional")
      throw new ConfigError("config/unknown-flag", `nothing takes "${token.value}" here`);
    const setting = withFlag.find(({ flag }) => flag === token.name && token.rawName.startsWith("--"));
    if (setting === undefined) {
      const hint = didYouMean(
        token.rawName,
        withFlag.map(({ flag }) => `--${flag}`),
      );
      throw new ConfigError("config/unknown-flag", `there is no flag ${token.rawName}${hint}`);
    }
    if (token.value === undefined || token.value === "") {
      throw new ConfigError("config/bad-value", `${token.rawName} needs a value`);
    }
    given[setting.name] = token.value;
  }
  return given;
}

function didYouMean(name: string, known: readonly string[]): string {
  const guess = nearest(name, known);
  return guess === undefined ? `: there are ${known.join(", ")}` : `: did you mean ${guess}?`;
}
