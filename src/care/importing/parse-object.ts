import { type JsonObject, isJsonObject, parseResourceText } from "../../foundation/fhir/index.ts";
import { ImportError } from "./import-error.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** @throws ImportError `import/not-utf8`, `import/not-fhir`; FhirError `fhir/malformed-json`, … */
export function parseObject(bytes: Buffer): JsonObject {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch (cause) {
    throw new ImportError("import/not-utf8", "the text is not UTF-8: save it as UTF-8 and import it again", { cause });
  }
  const value = parseResourceText(text);
  if (!isJsonObject(value)) throw new ImportError("import/not-fhir", "this is no FHIR resource: it is no JSON object");
  return value;
}
