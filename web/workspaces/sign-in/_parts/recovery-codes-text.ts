type Sheet = {
  readonly codes: readonly string[];
  readonly username: string;
  /** Where they let in. */
  readonly house: string;
  readonly day: string;
};

/** Recovery codes as a text to keep. */
export function recoveryCodesText({ codes, username, house, day }: Sheet): string {
  return [
    `Wardbook recovery codes of ${username}, ${house}, made on ${day}`,
    "Each lets you in once, in place of your passkey or your authenticator. Keep them as you keep your keys.",
    "",
    ...codes,
    "",
  ].join("\n");
}
