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
  return [...hints, { rule: "not your own name", met: text !== "" && !own }];
}

function rulesOf(profile: PasswordProfile, text: string): readonly PasswordHint[] {
  const length = [...text].length;
  switch (profile) {
    case "policy":
      return [
        { rule: "12 characters or more", met: length >= 12 },
        { rule: "an upper-case letter", met: /\p{Lu}/u.test(text) },
        { rule: "a lower-case letter", met: /\p{Ll}/u.test(text) },
        { rule: "a digit", met: /\p{Nd}/u.test(text) },
        { rule: "a sign, such as a space or a comma", met: /[^\p{L}\p{Nd}]/u.test(text) },
      ];
    case "nist-800-63b-4":
      return [{ rule: "8 characters or more; a few words are best", met: length >= 8 }];
  }
}

function ownNames({ username, given, family }: PasswordOwner): string[] {
  const parts = [username, ...username.split(/[._@-]/), ...given.split(/[\s-]/), ...family.split(/[\s-]/)];
  return parts.map((part) => part.normalize("NFC").trim().toLowerCase()).filter((part) => part.length >= 3);
}
