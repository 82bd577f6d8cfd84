import { join } from "node:path";

/** One setting, as data: what `--help`, the reference page and the parser all read. */
export interface Setting {
  /** The environment variable. */
  readonly name: `WARDBOOK_${string}`;
  /** The command-line flag, without its dashes; secrets have none, because other users can read a command line: a variable whose name
   *  ends in `_FILE` may name a file that holds them. */
  readonly flag: string | undefined;
  /** What stands for the value in help texts. */
  readonly placeholder: string;
  /** What it means, in a sentence or two. */
  readonly meaning: string;
  /** What holds without it, in words. */
  readonly fallback: string;
}

/** The data lie in the installation, not in the directory from which a command happens to be run: the server and
 *  every command find the same record, and a first start needs no right to write anywhere else. */
export const defaultDataDirectory = join(import.meta.dirname, "../../../../.data");

export const logLevels = ["fatal", "error", "warn", "info", "debug", "silent"] as const;

export const settings = [
  {
    name: "WARDBOOK_DATA",
    flag: "data",
    placeholder: "DIRECTORY",
    meaning:
      "Where everything of this installation is kept: the bundled database, the root key, the ledger's checkpoints. " +
      "Only the user who runs Wardbook should be able to enter it.",
    fallback: "`.data` in the installation's own directory",
  },
  {
    name: "WARDBOOK_HOST",
    flag: "host",
    placeholder: "ADDRESS",
    meaning:
      "The address to listen on. Anything but this machine's own wants WARDBOOK_TLS, or WARDBOOK_TRUST_PROXY for a proxy that does TLS in front; " +
      "without either the server doesn't start.",
    fallback: "`127.0.0.1`: this machine only",
  },
  {
    name: "WARDBOOK_PORT",
    flag: "port",
    placeholder: "NUMBER",
    meaning: "The port to listen on, from 1 to 65535.",
    fallback: "`8080`",
  },
  {
    name: "WARDBOOK_PUBLIC_URL",
    flag: "public-url",
    placeholder: "https://NAME",
    meaning:
      "What people's browsers and programs use to reach this installation, without a path. Links, cookies, tokens and passkeys are " +
      "made for it, and requests for another name are refused. Changing it later makes every passkey useless: choose it first.",
    fallback: "made from the address and the port; `http://localhost:8080` if nothing is set",
  },
  {
    name: "WARDBOOK_TLS",
    flag: "tls",
    placeholder: "off|self-signed|CERTIFICATE.pem,KEY.pem",
    meaning:
      "Encrypts connections, with TLS 1.3 and nothing older. The certificate's file holds its whole chain; when the files change they are read anew " +
      "within a minute, and open connections stay. `self-signed` makes a certificate in the data directory, for trials: browsers warn of it.",
    fallback: "`off`",
  },
  {
    name: "WARDBOOK_TRUST_PROXY",
    flag: "trust-proxy",
    placeholder: "ADDRESS,NETWORK/BITS",
    meaning:
      "The addresses of the reverse proxies in front. What they say in X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Host (or Forwarded) counts, " +
      "and nobody else's word does. Without WARDBOOK_TLS, connections from anywhere but these and this machine are closed. " +
      "The proxy must replace these headers, not pass on what it was sent.",
    fallback: "no proxy: those headers are ignored",
  },
  {
    name: "WARDBOOK_SMTP_URL",
    flag: undefined,
    placeholder: "smtps://USER:PASSWORD@HOST:PORT",
    meaning:
      "The mail server that letters are handed to. `smtps:` encrypts from the start (port 465); `smtp:` switches to TLS before anything is said (port 587) " +
      "and sends nothing if that fails, except to a relay on this machine. Letters never say anything about a patient.",
    fallback: "no mail is sent, and whatever needs a letter is not offered",
  },
  {
    name: "WARDBOOK_MAIL_FROM",
    flag: "mail-from",
    placeholder: "NAME <ADDRESS>",
    meaning:
      "What letters say they come from, such as `Hill Clinic <records@hill.example>`. Needed with WARDBOOK_SMTP_URL.",
    fallback: "no mail is sent",
  },
  {
    name: "WARDBOOK_DATABASE_URL",
    flag: undefined,
    placeholder: "postgres://USER:PASSWORD@HOST:PORT/DATABASE",
    meaning:
      "A PostgreSQL 15 or newer of your own, as a role that may create roles. The connection uses TLS with a verified " +
      "certificate unless it stays on this machine or `?sslmode=disable` is added; `?host=/directory` names a Unix socket.",
    fallback: "the PostgreSQL that comes with Wardbook",
  },
  {
    name: "WARDBOOK_PASSPHRASE",
    flag: undefined,
    placeholder: "TEXT",
    meaning:
      "Seals the root key. Set it before the first start; afterwards the record can't be opened without it. " +
      "What Wardbook starts inherits it no longer, but the kernel goes on showing it to this user and to root in /proc: WARDBOOK_PASSPHRASE_FILE " +
      "avoids that.",
    fallback: "the root key lies in the data directory, protected by the file's permissions alone",
  },
  {
    name: "WARDBOOK_ROOT_KEY",
    flag: undefined,
    placeholder: "file|transit:https://HOST/MOUNT/keys/NAME|aws-kms:ARN|pkcs11:token=…;object=…?module-path=/…",
    meaning:
      "Where the root key lives. `transit:` is HashiCorp Vault or OpenBao (an aes256-gcm96 key). `aws-kms:` takes credentials from where AWS programs " +
      "look for them and wants the package @aws-sdk/client-kms; `pkcs11:` is an HSM and wants the package pkcs11js. In these the root key never leaves its place.",
    fallback: "`file`: in the data directory",
  },
  {
    name: "WARDBOOK_ROOT_KEY_SECRET",
    flag: undefined,
    placeholder: "TEXT",
    meaning:
      "What the keeper of the root key asks for: a token or ROLE-ID:SECRET-ID for `transit:`, the PIN for `pkcs11:`.",
    fallback: "none",
  },
  {
    name: "WARDBOOK_ROOT_KEY_SHARES",
    flag: undefined,
    placeholder: "SHARE,SHARE,…",
    meaning:
      "Shares of a root key that `wardbook keys split` has split, for commands and for a start that nobody attends. " +
      "A server that lacks some waits until their holders run `wardbook keys unseal`.",
    fallback: "none",
  },
  {
    name: "WARDBOOK_WITNESSES",
    flag: "witnesses",
    placeholder: "FILE",
    meaning:
      "Whose cosignatures a checkpoint of the ledger needs before anybody is shown it, and where to ask for them: a policy as C2SP tlog-policy has it, " +
      "with a URL for each witness and a line `quorum`. While too few of them answer, the public checkpoint and the proofs stand still; nothing else does.",
    fallback: "no witness is asked, and none is needed",
  },
  {
    name: "WARDBOOK_LEDGER_MIRROR",
    flag: "ledger-mirror",
    placeholder: "s3://BUCKET/PREFIX?region=REGION",
    meaning:
      "A bucket with object lock, of Amazon S3 or of a store that speaks its protocol, where the public files of each ledger are put too, locked in compliance " +
      "mode. Further parameters: `endpoint=https://…` for a store of somebody else's, `retention-years=` (7; 1 to 100), `entries=yes` to put the sealed entries as well. " +
      "Credentials come from where AWS programs look for them; the package @aws-sdk/client-s3 must be installed.",
    fallback: "no mirror is kept",
  },
  {
    name: "WARDBOOK_BACKUP",
    flag: "backup-to",
    placeholder: "DIRECTORY|sftp://USER@HOST/PATH?host-key=SHA256:…&key=FILE|s3://BUCKET/PREFIX?region=REGION",
    meaning:
      "Where backups go: a folder on another disk, a folder of another machine that is mounted here or reached by SSH (with the fingerprint that " +
      "`ssh-keygen -l` shows of its key, and the private key that signs in there), or a bucket with object lock, as for WARDBOOK_LEDGER_MIRROR: " +
      "there each file is locked for `retention-years=` (7). What lies there is sealed, and opens only with the archive of keys " +
      "(WARDBOOK_BACKUP_KEYS, which must be set too) and the root key.",
    fallback: "no backup is taken",
  },
  {
    name: "WARDBOOK_BACKUP_KEYS",
    flag: "backup-keys-to",
    placeholder: "DIRECTORY|sftp://USER@HOST/PATH?host-key=SHA256:…&key=FILE",
    meaning:
      "Where the wrapped keys of each backup go: another folder, here or on another machine, to which other people have access. Keep copies of it for no longer than " +
      "a destroyed key may still be found in one.",
    fallback: "no backup is taken",
  },
  {
    name: "WARDBOOK_BACKUP_MINUTES",
    flag: "backup-minutes",
    placeholder: "NUMBER",
    meaning:
      "How often the server backs up what changed, from 5 to 1440, where WARDBOOK_BACKUP says where to. Once a week, and when it must, that is a full backup.",
    fallback: "`60`",
  },
  {
    name: "WARDBOOK_BACKUP_SECONDS",
    flag: "backup-seconds",
    placeholder: "NUMBER",
    meaning:
      "How many seconds of work may be lost at most, from 10 to 3600: what is new is backed up as often in between, and goes into the next increment. 0: nothing is, and " +
      "WARDBOOK_BACKUP_MINUTES says how much may be lost.",
    fallback: "`60`; `0` for a bucket, where nothing can be removed",
  },
  {
    name: "WARDBOOK_BACKUP_DRILLS",
    flag: "backup-drills",
    placeholder: "yes|no",
    meaning:
      "Whether the server restores every full backup (one a week) by itself into a directory of its own, compares it with the live record, and certifies what it found, " +
      "as `wardbook restore --drill` does. That needs as much room as the database, and a while of one processor.",
    fallback: "`no`",
  },
  {
    name: "WARDBOOK_STRIPE_KEY",
    flag: undefined,
    placeholder: "sk_…",
    meaning:
      "The secret key of a Stripe account, with which patients can pay on Stripe's own pages. It needs to write Checkout Sessions and Refunds and to read " +
      "Payment Intents and Disputes, and no more: a restricted key (`rk_…`) does. Cards are never seen here. Stripe is told an amount, the organisation's words and " +
      "a random number, never who pays or what for.",
    fallback: "nobody is paid online, and no page offers it",
  },
  {
    name: "WARDBOOK_STRIPE_NOTICES",
    flag: undefined,
    placeholder: "whsec_…",
    meaning:
      "The signing secret of Stripe's webhook endpoint `/api/payments/notices/stripe` (events `checkout.session.*`, `refund.*`, `charge.dispute.*`). Without it, and while " +
      "Stripe doesn't reach this server, what was paid is found by asking once a minute.",
    fallback: "notices are refused, and everything is found by asking",
  },
  {
    name: "WARDBOOK_STRIPE_ORGANISATION",
    flag: "stripe-organisation",
    placeholder: "SHORT-NAME",
    meaning:
      "The short name of the one organisation whose money it is. Others of this installation are not paid online.",
    fallback: "the only organisation that isn't the demonstration",
  },
  {
    name: "WARDBOOK_STRIPE_API",
    flag: "stripe-api",
    placeholder: "https://HOST",
    meaning:
      "Where Stripe's protocol is spoken, without a path: a proxy of your own, say. Without TLS only on this machine.",
    fallback: "`https://api.stripe.com`",
  },
  {
    name: "WARDBOOK_LOG_LEVEL",
    flag: "log-level",
    placeholder: "LEVEL",
    meaning: `How much the log tells: ${logLevels.join(", ")}. No level logs what a request or an answer says.`,
    fallback: "`info`",
  },
] as const satisfies readonly Setting[];

export type SettingName = (typeof settings)[number]["name"];
