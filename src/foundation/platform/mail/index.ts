export { isMailAddress } from "./mail-address.ts";
export { MailError } from "./mail-error.ts";
export type { MailErrorCode } from "./mail-error.ts";
export { openMailer } from "./mailer.ts";
export type { Mailer, OutgoingMail } from "./mailer.ts";
