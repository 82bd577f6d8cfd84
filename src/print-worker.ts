import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";
import { type LoadFace, type PrintedCard, type PrintedDocument, printCard, printDocument } from "../print/index.ts";

// Sets one document after another, on a thread of its own.
const { resolve } = createRequire(import.meta.url);

const load: LoadFace = ({ file }) => readFile(resolve(`@fontsource/${file}`));

parentPort?.on("message", (document: PrintedDocument | PrintedCard) => {
  const printed = "kind" in document ? printCard(document, load) : printDocument(document, load);
  printed.then(
    (done) => parentPort?.postMessage({ printed: done }, [done.bytes.buffer]),
    (error: unknown) => parentPort?.postMessage({ error }),
  );
});
