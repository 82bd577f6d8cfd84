import { mostFileBytes } from "../../../../contract/index.ts";
import type { FileRefusal } from "./prepare-file.ts";
import { say } from "./words/index.ts";

/** Why a file isn't taken, with its name. */
export function refusalText(name: string, why: FileRefusal): string {
  switch (why) {
    case "another-kind":
      return say("anotherKind", { name });
    case "unreadable":
      return say("unreadable", { name });
    case "too-large":
      return say("tooLarge", { name, most: mostFileBytes / 1024 / 1024 });
  }
}
