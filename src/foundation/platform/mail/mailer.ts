import type { SendMailOptions, Transporter } from "nodemailer";
import type { MailSettings } from "../config/index.ts";
import { MailError } from "./mail-error.ts";
import { isMailAddress } from "./mail-address.ts";

/** One message to one person, as plain text. */
export interface OutgoingMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** A calendar file beside the words. */
  readonly calendar?: { readonly method: "PUBLISH" | "CANCEL"; readonly file: string } | undefined;
  /** Names the message for ever, "…@…": of one that comes twice, mail programs show one. Absent: any. */
  readonly messageId?: string | undefined;
}

export interface Mailer {
  readonly configured: true;
  /** Resolves once the server has taken the message. @throws MailError */
  send(mail: OutgoingMail): Promise<void>;
  /** Whether the server can be used just now: it is asked, and no message goes out. @throws MailError */
  reach(): Promise<void>;
  close(): void;
}

const patienceMilliseconds = 15_000;

/** Connects at the first message, and for each anew: mail is rare. */
export function openMailer(settings: MailSettings): Mailer {
  const { host, port, encryption, user, password, from } = settings;
  const options = {
    host,
    port,
    secure: encryption === "implicit",
    requireTLS: encryption === "starttls",
    ignoreTLS: encryption === "none",
    tls: { minVersion: "TLSv1.2" as const, rejectUnauthorized: true },
    ...(user === undefined ? {} : { auth: { user, pass: password?.expose() ?? "" } }),
    connectionTimeout: patienceMilliseconds,
    greetingTimeout: patienceMilliseconds,
    socketTimeout: patienceMilliseconds,
    // A message is words: nothing in it makes the server read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  let opened: Promise<Transporter> | undefined;
  // Loaded at the first message: most installations send none.
  const transport = () => (opened ??= import("nodemailer").then(({ createTransport }) => createTransport(options)));
  return {
    configured: true,
    async reach() {
      try {
        await (await transport()).verify();
      } catch (error) {
        throw mailError(error);
      }
    },
    async send({ to, subject, text, calendar, messageId }) {
      if (!isMailAddress(to)) throw new MailError("mail/bad-address", "this is no mail address");
      const message: SendMailOptions = {
        from,
        to: { name: "", address: to },
        subject: subject.replaceAll(/[\r\n]+/g, " "),
        text,
        // Nobody answers, and no out-of-office reply should either. Source: RFC 3834.
        headers: { "auto-submitted": "auto-generated" },
        ...(messageId === undefined ? {} : { messageId: `<${messageId}>` }),
        ...(calendar === undefined
          ? {}
          : { icalEvent: { method: calendar.method, filename: "appointment.ics", content: calendar.file } }),
      };
      try {
        await (await transport()).sendMail(message);
      } catch (error) {
        throw mailError(error);
      }
    },
    close: () => void opened?.then((one) => one.close()),
  };
}

/** Whether it may have taken the message: what fails while connecting surely brought none. */
function wasConnected(error: unknown): boolean {
  return !(error instanceof Error && "syscall" in error && error.syscall === "connect");
}

/** The driver's words are dropped: they quote addresses, and sometimes the server's answer with them. */
function mailError(error: unknown): MailError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  switch (code) {
    case "EAUTH":
    case "ENOAUTH":
    case "EOAUTH2":
      return new MailError("mail/not-signed-in", "the mail server doesn't take the user name and password");
    case "EENVELOPE":
    case "EMESSAGE":
    case "EPROTOCOL":
      return new MailError("mail/refused", `the mail server refused a message (${code})`);
    case "EDNS":
    case "ETLS":
      return new MailError("mail/unreachable", `the mail server can't be used just now (${code})`);
    default:
      return wasConnected(error)
        ? new MailError("mail/broken-off", `the mail server broke off (${code})`)
        : new MailError("mail/unreachable", `the mail server can't be used just now (${code})`);
  }
}
