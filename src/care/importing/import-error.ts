import { CodedError } from "../../foundation/kernel/index.ts";

/** Why a file, or one thing in it, can't be read. */
export type ImportErrorCode =
  | "import/unreadable-file"
  | "import/empty-file"
  | "import/damaged-gzip"
  | "import/not-utf8"
  | "import/not-json"
  | "import/cut-short"
  | "import/too-large"
  | "import/not-fhir"
  | "import/unsuitable-bundle"
  | "import/no-resource"
  | "import/damaged-spool";

/** Messages say what to do next, and never quote content. */
export class ImportError extends CodedError<ImportErrorCode> {}
