import { isCommonPassword } from "./common-passwords.ts";
import type { PersonProfile } from "./person.ts";

/** One rule that a new password breaks. */
export type PasswordFinding =
  | "password/too-short"
  | "password/too-long"
  | "password/no-upper-case"
  | "password/no-lower-case"
  | "password/no-digit"
  | "password/no-special"
  | "password/common"
  | "password/own-name"
  | "password/reused";

/** AU-2, profile `policy`. */
export const passwordPolicy = {
  shortest: 12,
  longest: 256,
  /** Days after which a password must be changed. */
  changeAfterDays: 90,
  /** How many former passwords may not come back. */
  remembered: 12,
  /** Days for which a temporary password opens the first step. */
  temporaryDays: 7,
} as const;

export const passwordSentence: Readonly<Record<PasswordFinding, string>> = {
  "password/too-short": `Use at least ${passwordPolicy.shortest} characters.`,
  "password/too-long": `Use at most ${passwordPolicy.longest} characters.`,
  "password/no-upper-case": "Add an upper-case letter.",
  "password/no-lower-case": "Add a lower-case letter.",
  "password/no-digit": "Add a digit.",
  "password/no-special": "Add a character that is neither a letter nor a digit.",
  "password/common": "This is one of the passwords that attackers try first. Choose another.",
  "password/own-name": "Leave your name and user name out of the password.",
  "password/reused": "You have used this password before. Choose another.",
};

/** Every rule that the password breaks; empty when it may be used. Whether it was used before is checked elsewhere. */
export function checkPassword(
  password: string,
  person: Pick<PersonProfile, "username" | "given" | "family">,
): readonly PasswordFinding[] {
  const text = password.normalize("NFC");
  const length = [...text].length;
  const findings: [PasswordFinding, boolean][] = [
    ["password/too-short", length < passwordPolicy.shortest],
    ["password/too-long", length > passwordPolicy.longest],
    ["password/no-upper-case", !/\p{Lu}/u.test(text)],
    ["password/no-lower-case", !/\p{Ll}/u.test(text)],
    ["password/no-digit", !/\p{Nd}/u.test(text)],
    ["password/no-special", !/[^\p{L}\p{Nd}]/u.test(text)],
    ["password/common", isCommonPassword(text)],
    ["password/own-name", ownNames(person).some((name) => text.toLowerCase().includes(name))],
  ];
  return findings.filter(([, broken]) => broken).map(([finding]) => finding);
}

// Names of one or two letters stand in too many words to be told apart from them.
const shortestName = 3;

function ownNames({ username, given, family }: Pick<PersonProfile, "username" | "given" | "family">): string[] {
  const parts = [username, ...username.split(/[._@-]/), ...given.split(/[\s-]/), ...family.split(/[\s-]/)];
  return parts.map((part) => part.normalize("NFC").toLowerCase()).filter((part) => part.length >= shortestName);
}
