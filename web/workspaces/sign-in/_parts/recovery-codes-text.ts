import { say } from "../words/index.ts";

type Sheet = {
  readonly codes: readonly string[];
  readonly username: string;
  /** Where they let in. */
  readonly house: string;
  readonly day: string;
};

/** Recovery codes as a text to keep. */
export function recoveryCodesText({ codes, username, house, day }: Sheet): string {
  return [say("codesFileOf", { username, house, day }), say("codesFileWhy"), "", ...codes, ""].join("\n");
}
