import type { PasswordProfileName } from "../organisation/index.ts";
import type { PersonProfile } from "../person/index.ts";
import { isCommonPassword } from "./common-passwords.ts";
import { longestPassword, passwordProfiles } from "./password-profiles.ts";

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

/** Days for which a temporary password opens the first step. */
export const temporaryPasswordDays = 7;

/** What is wrong with it, and what to do. */
export function passwordSentence(finding: PasswordFinding, profile: PasswordProfileName): string {
  switch (finding) {
    case "password/too-short":
      return `Use at least ${passwordProfiles[profile].shortest} characters.`;
    case "password/too-long":
      return `Use at most ${longestPassword} characters.`;
    case "password/no-upper-case":
      return "Add an upper-case letter.";
    case "password/no-lower-case":
      return "Add a lower-case letter.";
    case "password/no-digit":
      return "Add a digit.";
    case "password/no-special":
      return "Add a character that is neither a letter nor a digit.";
    case "password/common":
      return "This is one of the passwords that attackers try first. Choose another.";
    case "password/own-name":
      return "Leave your names, your user name and the organisation's name out of the password.";
    case "password/reused":
      return "You have used this password before. Choose another.";
  }
}

/** Whose password it is to be: what others can know of them is easily guessed. */
export type PasswordOwner = Pick<PersonProfile, "username" | "given" | "family"> &
  Partial<Pick<PersonProfile, "email" | "jobTitle">> & { readonly organisation?: string | undefined };

/** Every rule that the password breaks; empty when it may be used. Whether it was used before is checked elsewhere. */
export async function checkPassword(
  password: string,
  owner: PasswordOwner,
  profile: PasswordProfileName,
): Promise<readonly PasswordFinding[]> {
  const text = password.normalize("NFC");
  const length = [...text].length;
  const { shortest, fourKinds } = passwordProfiles[profile];
  const findings: [PasswordFinding, boolean][] = [
    ["password/too-short", length < shortest],
    ["password/too-long", length > longestPassword],
    ["password/no-upper-case", fourKinds && !/\p{Lu}/u.test(text)],
    ["password/no-lower-case", fourKinds && !/\p{Ll}/u.test(text)],
    ["password/no-digit", fourKinds && !/\p{Nd}/u.test(text)],
    ["password/no-special", fourKinds && !/[^\p{L}\p{Nd}]/u.test(text)],
    ["password/common", await isCommonPassword(text)],
    ["password/own-name", ownWords(owner).some((word) => text.toLowerCase().includes(word))],
  ];
  return findings.filter(([, broken]) => broken).map(([finding]) => finding);
}

// Names of one or two letters stand in too many words to be told apart from them; of organisations and titles only words that tell.
const shortestName = 3;
const shortestWord = 5;

function ownWords({ username, given, family, email, jobTitle, organisation }: PasswordOwner): string[] {
  const local = email?.split("@")[0] ?? "";
  const names = [username, ...username.split(/[._@-]/), ...given.split(/[\s-]/), ...family.split(/[\s-]/)];
  const mail = [local, ...local.split(/[._+-]/)];
  const words = [...(jobTitle ?? "").split(/[\s,/-]+/), ...(organisation ?? "").split(/[\s,&/-]+/)];
  const told = (parts: readonly string[], shortest: number) =>
    parts.map((part) => part.normalize("NFC").toLowerCase()).filter((part) => part.length >= shortest);
  return [...told([...names, ...mail], shortestName), ...told(words, shortestWord)];
}
