import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";
import { type PrintedDocument, printDocument } from "../print/index.ts";

// Sets one document after another, on a thread of its own.
const { resolve } = createRequire(import.meta.url);

parentPort?.on("message", (document: PrintedDocument) => {
  printDocument(document, ({ file }) => readFile(resolve(`@fontsource/${file}`))).then(
    (printed) => parentPort?.postMessage({ printed }, [printed.bytes.buffer]),
    (error: unknown) => parentPort?.postMessage({ error }),
  );
});
