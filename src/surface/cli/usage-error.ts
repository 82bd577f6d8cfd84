import { CodedError } from "../../foundation/kernel/index.ts";

/** The command line itself is wrong: exit code 2. */
export class UsageError extends CodedError<"cli/usage"> {
  constructor(message: string) {
    super("cli/usage", message);
  }
}

/** The command line is right, but what it asks for can't be: exit code 1. */
export class CommandError extends CodedError<
  | "cli/no-installation"
  | "cli/no-organisation"
  | "cli/which-organisation"
  | "cli/unknown-organisation"
  | "cli/short-name-taken"
  | "cli/not-here"
  /** Two people didn't agree to what one alone may not do. */
  | "cli/not-agreed"
  | "cli/unreadable-file"
> {}
