import { createHash } from "node:crypto";
import { RegistrationError } from "./registration-error.ts";

/** What an organisation tells people of how it handles their data. */
export interface PrivacyNotice {
  /** 0: nobody wrote one yet, and `text` is something to begin with. Each text has the next number. */
  readonly version: number;
  readonly text: string;
  /** When this text was stored, ISO 8601. */
  readonly since?: string | undefined;
}

export const longestNotice = 20_000;

/** What an organisation has to say itself stands in brackets that begin so. */
const blank = /\[fill in\b/i;

/** Names what such a notice tells of, and claims nothing. Source: GDPR, Article 13. */
const beginning = `How we handle your information

Who we are: [fill in: name, address, how to reach whoever answers questions about data]
What we keep of you: [fill in: the kinds of information]
Why, and on which legal ground: [fill in: each purpose with its ground]
Who else may get it: [fill in: recipients or kinds of recipients, and any country outside your own]
How long we keep it: [fill in: the periods, or how they are decided]
What you may ask of us: [fill in: seeing it, having it corrected, erased, restricted or handed over, and objecting]
Whom you may complain to: [fill in: the authority]
What happens if you don't give it: [fill in: what has to be given, and what follows otherwise]`;

/** Under which key an organisation's settings keep it, and what a stored value means. */
export const privacyNoticeSetting: { readonly key: string; readonly parse: (stored: unknown) => PrivacyNotice } = {
  key: "privacy-notice",
  parse(stored) {
    if (stored === undefined) return { version: 0, text: beginning };
    const { version, text, since } = stored as Partial<PrivacyNotice>;
    const isText = typeof text === "string" && text.trim() !== "" && text.length <= longestNotice;
    if (!isText || version === undefined || !Number.isInteger(version) || version < 1)
      throw new RegistrationError("registration/unsuitable-notice", `a notice has 1 to ${longestNotice} characters`);
    if (blank.test(text))
      throw new RegistrationError(
        "registration/unsuitable-notice",
        "something is still to be filled in: what stands in brackets is yours to say",
      );
    return { version, text, since };
  },
};

/** The notice with this text: the next version, or the same one where nothing changed. */
export function nextNotice(before: PrivacyNotice, text: string, at: number): PrivacyNotice {
  if (before.version > 0 && before.text === text) return before;
  return { version: before.version + 1, text, since: new Date(at).toISOString() };
}

/** SHA-256 of a notice's text in UTF-8, as hexadecimal digits. */
export function noticeHash(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
