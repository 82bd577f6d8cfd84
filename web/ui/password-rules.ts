import { say } from "./words/index.ts";

export type PasswordOwner = { readonly username: string; readonly given: string; readonly family: string };
export type PasswordHint = { readonly rule: string; readonly met: boolean };
export type PasswordProfile = "policy" | "nist-800-63b-4";

/**
 * The organisation's password profile as a list to tick off while typing. The server decides: it also refuses common passwords
 * and those used before, which can't be told here.
 */
export function passwordHints(
  password: string,
  owner: PasswordOwner | undefined,
  profile: PasswordProfile = "policy",
): readonly PasswordHint[] {
  const text = password.normalize("NFC");
  const hints = rulesOf(profile, text);
  if (owner === undefined) return hints;
  const own = ownNames(owner).some((name) => text.toLowerCase().includes(name));
  return [...hints, { rule: say("notOwnName"), met: text !== "" && !own }];
}

function rulesOf(profile: PasswordProfile, text: string): readonly PasswordHint[] {
  const length = [...text].length;
  switch (profile) {
    case "policy":
      return [
        { rule: say("characters12"), met: length >= 12 },
        { rule: say("upperCase"), met: /\p{Lu}/u.test(text) },
        { rule: say("lowerCase"), met: /\p{Ll}/u.test(text) },
        { rule: say("digit"), met: /\p{Nd}/u.test(text) },
        { rule: say("aSign"), met: /[^\p{L}\p{Nd}]/u.test(text) },
      ];
    case "nist-800-63b-4":
      return [{ rule: say("characters8"), met: length >= 8 }];
  }
}

function ownNames({ username, given, family }: PasswordOwner): string[] {
  const parts = [username, ...username.split(/[._@-]/), ...given.split(/[\s-]/), ...family.split(/[\s-]/)];
  return parts.map((part) => part.normalize("NFC").trim().toLowerCase()).filter((part) => part.length >= 3);
}
