import { readFileSync } from "node:fs";
import { resolve, sep } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { Secret } from "../../kernel/index.ts";
import type { ConnectionSettings } from "../database/index.ts";
import { ConfigError } from "./config-error.ts";
import { parseDatabaseUrl } from "./database-url.ts";
import { defaultDataDirectory, logLevels, settings } from "./settings.ts";
import type { SettingName } from "./settings.ts";
import { nearest } from "./nearest.ts";
import { refuseUnencrypted } from "./encryption-rules.ts";
import { type Proxies, parseProxies } from "./proxies.ts";
import { defaultPublicOrigin, parsePublicUrl } from "./public-origin.ts";
import { type MailSettings, isMailbox, parseSmtpUrl } from "./smtp-url.ts";
import { type MirrorSetting, parseMirrorSetting } from "./mirror-setting.ts";
import { type RootKeySetting, parseRootKeySetting } from "./root-key-setting.ts";
import { type SftpSetting, parseSftpSetting } from "./sftp-setting.ts";
import { type StripeSetting, parseStripeApi } from "./stripe-setting.ts";
import { type TlsSetting, parseTlsSetting } from "./tls-setting.ts";

export interface Config {
  /** Absolute. */
  readonly dataDirectory: string;
  readonly host: string;
  readonly port: number;
  /** What browsers use, such as "https://records.example": no slash at the end. */
  readonly publicOrigin: string;
  readonly tls: TlsSetting;
  /** Whose word about a request's origin counts. */
  readonly proxies: Proxies;
  /** Absent: no mail is sent. */
  readonly mail: MailSettings | undefined;
  /** Absent: the bundled PostgreSQL. */
  readonly database: ConnectionSettings | undefined;
  readonly passphrase: Secret<string> | undefined;
  readonly rootKey: RootKeySetting;
  /** What the provider of the root key asks for. */
  readonly rootKeySecret: Secret<string> | undefined;
  /** Shares of a root key that was split. */
  readonly rootKeyShares: readonly Secret<string>[];
  /** Absolute path of the witness policy. Absent: no witnesses. */
  readonly witnesses: string | undefined;
  /** Where a copy of the public ledger is kept. Absent: nowhere. */
  readonly ledgerMirror: MirrorSetting | undefined;
  /** Where backups and their keys go (absolute paths), and how often. Absent: none is taken. */
  readonly backup: BackupSetting | undefined;
  /** Absent: nobody is paid online. */
  readonly stripe: StripeSetting | undefined;
  readonly logLevel: (typeof logLevels)[number];
}

export interface BackupSetting {
  /** An absolute path here or on another machine, or a bucket. */
  readonly data: string | SftpSetting | MirrorSetting;
  readonly keys: string | SftpSetting;
  readonly everyMinutes: number;
  /** How much may be lost at most; undefined where nothing is backed up between increments. */
  readonly tailSeconds: number | undefined;
  /** Whether every full one is restored, to see. */
  readonly drills: boolean;
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
  WARDBOOK_TLS: z
    .string()
    .default("off")
    .transform(
      (text, context) =>
        parseTlsSetting(text) ?? refuse(context, "must be off, self-signed or CERTIFICATE.pem,KEY.pem"),
    ),
  WARDBOOK_TRUST_PROXY: z
    .string()
    .transform(
      (text, context) =>
        parseProxies(text) ?? refuse(context, "must list addresses or networks, such as 127.0.0.1,10.0.0.0/8"),
    )
    .default([]),
  WARDBOOK_SMTP_URL: z
    .string()
    .transform((text, context) => parseSmtpUrl(text) ?? refuse(context, "must read smtps://USER:PASSWORD@HOST:PORT"))
    .optional(),
  WARDBOOK_MAIL_FROM: z
    .string()
    .refine(isMailbox, "must be an address, such as records@hill.example or Hill Clinic <records@hill.example>")
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
  WARDBOOK_ROOT_KEY: z
    .string()
    .default("file")
    .transform(
      (text, context) =>
        parseRootKeySetting(text) ??
        refuse(
          context,
          "must be file, transit:https://HOST/MOUNT/keys/NAME, aws-kms:ARN or pkcs11:token=…;object=…?module-path=/…",
        ),
    ),
  WARDBOOK_ROOT_KEY_SECRET: z
    .string()
    .transform((text) => new Secret(text))
    .optional(),
  WARDBOOK_ROOT_KEY_SHARES: z
    .string()
    .default("")
    .transform((text) => text.split(/[\s,]+/).flatMap((share) => (share === "" ? [] : [new Secret(share)]))),
  WARDBOOK_WITNESSES: z
    .string()
    .transform((path) => resolve(path))
    .optional(),
  WARDBOOK_LEDGER_MIRROR: z
    .string()
    .transform(
      (text, context) =>
        parseMirrorSetting(text) ??
        refuse(
          context,
          "must read s3://BUCKET/PREFIX?region=REGION, perhaps with &endpoint=https://…, &retention-years=7, &entries=yes",
        ),
    )
    .optional(),
  WARDBOOK_BACKUP: z
    .string()
    .transform((text, context) =>
      text.startsWith("s3:")
        ? (parseMirrorSetting(text) ??
          refuse(
            context,
            "must be a folder, or read s3://BUCKET/PREFIX?region=REGION, perhaps with &endpoint=https://…, &retention-years=7",
          ))
        : folderOf(text, context),
    )
    .optional(),
  WARDBOOK_BACKUP_KEYS: z.string().transform(folderOf).optional(),
  WARDBOOK_BACKUP_MINUTES: z
    .string()
    .regex(/^[0-9]{1,4}$/, "must be a whole number from 5 to 1440")
    .transform(Number)
    .refine((minutes) => minutes >= 5 && minutes <= 1440, "must be a whole number from 5 to 1440")
    .default(60),
  WARDBOOK_BACKUP_SECONDS: z
    .string()
    .regex(/^[0-9]{1,4}$/, "must be 0, or a whole number from 10 to 3600")
    .transform(Number)
    .refine(
      (seconds) => seconds === 0 || (seconds >= 10 && seconds <= 3600),
      "must be 0, or a whole number from 10 to 3600",
    )
    .optional(),
  WARDBOOK_BACKUP_DRILLS: z.enum(["yes", "no"], "must be yes or no").default("no"),
  WARDBOOK_STRIPE_KEY: z
    .string()
    .regex(/^[sr]k_[A-Za-z0-9_]{8,255}$/, "must be a secret or a restricted key of Stripe's, sk_… or rk_…")
    .transform((text) => new Secret(text))
    .optional(),
  WARDBOOK_STRIPE_NOTICES: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/=_-]{8,255}$/, "must be the signing secret of a webhook endpoint, whsec_…")
    .transform((text) => new Secret(text))
    .optional(),
  WARDBOOK_STRIPE_ORGANISATION: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "must be an organisation's short name")
    .optional(),
  WARDBOOK_STRIPE_API: z
    .string()
    .transform(
      (text, context) =>
        parseStripeApi(text) ??
        refuse(context, "must read https://HOST, or http: for this machine alone, without a path"),
    )
    .default("https://api.stripe.com"),
  WARDBOOK_LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(", ")}`).default("info"),
} satisfies Record<SettingName, z.ZodType>;

/** Here, or on another machine. */
function folderOf(text: string, context: z.RefinementCtx): string | SftpSetting {
  if (!text.startsWith("sftp:")) return resolve(text);
  return (
    parseSftpSetting(text) ??
    refuse(
      context,
      "must be a folder, or read sftp://USER@HOST:PORT/PATH?host-key=SHA256:…&key=FILE, with the host's key as ssh-keygen -l shows it",
    )
  );
}

function refuse(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: "custom", message });
  return z.NEVER;
}

/** Reads the settings, once, at the start. A flag wins over its environment variable; an empty value counts as none.
 *  Secrets are deleted from `environment`, so that no child process and no error report inherits them.
 *  @param flags arguments after the command's name, such as `["--port", "8081"]`
 *  @throws ConfigError */
export function parseConfig(environment: Environment, flags: readonly string[] = []): Config {
  const given = { ...readEnvironment(environment), ...readFlags(flags) };
  const host = read("WARDBOOK_HOST", given);
  const port = read("WARDBOOK_PORT", given);
  const tls = read("WARDBOOK_TLS", given);
  const proxies = read("WARDBOOK_TRUST_PROXY", given);
  const publicOrigin = read("WARDBOOK_PUBLIC_URL", given) ?? nameOf({ host, port, secure: tls.kind !== "off" });
  refuseUnencrypted({ host, publicOrigin, tls, proxies });
  return {
    dataDirectory: read("WARDBOOK_DATA", given),
    host,
    port,
    publicOrigin,
    tls,
    proxies,
    mail: mailOf(given),
    database: read("WARDBOOK_DATABASE_URL", given),
    passphrase: read("WARDBOOK_PASSPHRASE", given),
    rootKey: read("WARDBOOK_ROOT_KEY", given),
    rootKeySecret: read("WARDBOOK_ROOT_KEY_SECRET", given),
    rootKeyShares: read("WARDBOOK_ROOT_KEY_SHARES", given),
    witnesses: read("WARDBOOK_WITNESSES", given),
    ledgerMirror: read("WARDBOOK_LEDGER_MIRROR", given),
    backup: backupOf(given),
    stripe: stripeOf(given),
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

function backupOf(given: Given): Config["backup"] {
  const data = read("WARDBOOK_BACKUP", given);
  const keys = read("WARDBOOK_BACKUP_KEYS", given);
  if (data === undefined && keys === undefined) return undefined;
  const missing = data === undefined ? "WARDBOOK_BACKUP" : "WARDBOOK_BACKUP_KEYS";
  if (data === undefined || keys === undefined)
    throw new ConfigError("config/bad-value", `${missing} must be set too: data and keys are backed up apart`);
  const within = (inner: string, outer: string) => inner === outer || inner.startsWith(`${outer}${sep}`);
  const [inner, outer] = [placeOf(data), placeOf(keys)];
  if (inner !== undefined && outer !== undefined && (within(inner, outer) || within(outer, inner)))
    throw new ConfigError(
      "config/bad-value",
      "WARDBOOK_BACKUP_KEYS must not lie in WARDBOOK_BACKUP, or hold it: whoever has one must not have the other",
    );
  const everyMinutes = read("WARDBOOK_BACKUP_MINUTES", given);
  // What is put into a bucket stays for years: each of the many would.
  const seconds = read("WARDBOOK_BACKUP_SECONDS", given) ?? (typeof data !== "string" && "bucket" in data ? 0 : 60);
  const tailSeconds = seconds === 0 ? undefined : seconds;
  return { data, keys, everyMinutes, tailSeconds, drills: read("WARDBOOK_BACKUP_DRILLS", given) === "yes" };
}

function stripeOf(given: Given): StripeSetting | undefined {
  const key = read("WARDBOOK_STRIPE_KEY", given);
  const notices = read("WARDBOOK_STRIPE_NOTICES", given);
  const organisation = read("WARDBOOK_STRIPE_ORGANISATION", given);
  const api = read("WARDBOOK_STRIPE_API", given);
  if (key !== undefined) return { key, notices, organisation, api };
  if (notices !== undefined || organisation !== undefined || given.WARDBOOK_STRIPE_API !== undefined)
    throw new ConfigError(
      "config/bad-value",
      "WARDBOOK_STRIPE_KEY must be set too: the others mean nothing without it",
    );
  return undefined;
}

function placeOf(place: BackupSetting["data"]): string | undefined {
  if (typeof place === "string") return place;
  return "hostKey" in place ? `${place.host}:${place.path}` : undefined;
}

function mailOf(given: Given): MailSettings | undefined {
  const server = read("WARDBOOK_SMTP_URL", given);
  const from = read("WARDBOOK_MAIL_FROM", given);
  if (server !== undefined && from !== undefined) return { ...server, from };
  if (server === undefined && from === undefined) return undefined;
  const missing = server === undefined ? "WARDBOOK_SMTP_URL" : "WARDBOOK_MAIL_FROM";
  throw new ConfigError("config/bad-value", `${missing} must be set too: mail needs a server and a sender`);
}

type Given = Partial<Record<SettingName, string>>;

function read<Name extends SettingName>(name: Name, given: Given): z.output<(typeof schema)[Name]> {
  const result = schema[name].safeParse(given[name]);
  if (result.success) return result.data as z.output<(typeof schema)[Name]>;
  throw new ConfigError("config/bad-value", `${name} ${result.error.issues[0]?.message ?? "has a bad value"}`);
}

function readEnvironment(environment: Environment): Given {
  const known = settings.flatMap(({ name, flag }) => (flag === undefined ? [name, `${name}_FILE`] : [name]));
  const unknown = Object.keys(environment).find(
    (name) => name.startsWith("WARDBOOK_") && !known.some((setting) => setting === name),
  );
  if (unknown !== undefined) {
    throw new ConfigError("config/unknown-setting", `there is no setting ${unknown}${didYouMean(unknown, known)}`);
  }
  const given: Given = {};
  for (const { name, flag } of settings) {
    const value = flag === undefined ? readSecret(environment, name) : environment[name];
    if (value !== undefined && value !== "") given[name] = value;
  }
  return given;
}

/** A secret, or the first line of the file that holds it: what a file tells stands in nobody's environment. */
function readSecret(environment: Environment, name: SettingName): string | undefined {
  const { [name]: value, [`${name}_FILE`]: file = "" } = environment;
  delete environment[name];
  delete environment[`${name}_FILE`];
  if (file === "") return value;
  if (value !== undefined && value !== "")
    throw new ConfigError("config/bad-value", `${name} and ${name}_FILE are both set: one of them is enough`);
  const [secret = ""] = textOf(name, file).split(/\r?\n/, 1);
  // Somebody meant to give one: a root key would be made that nothing seals.
  if (secret === "") throw new ConfigError("config/bad-value", `${name}_FILE names ${file}, whose first line is empty`);
  return secret;
}

function textOf(name: SettingName, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new ConfigError("config/bad-value", `${name}_FILE names ${file}, which can't be read`, { cause });
  }
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
