// What the load generator itself costs: node test/bench/generator-cost.ts [seconds]
// It reads from a server that does nothing but answer, so nearly all of the time is the generator's and the kernel's.
import { fork } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { aBase } from "./load/base.ts";
import { measureRound } from "./load/measure.ts";
import { processMeters } from "./load/process-meter.ts";
import { figuresOf, figuresTable } from "./load/report.ts";
import { scenarios } from "./load/scenarios.ts";

const id = "6f1c2a34-8d7e-4b15-9a0c-2f3e4d5c6b7a";

async function answerAlways(): Promise<void> {
  const body = JSON.stringify({ resourceType: "Observation", id, text: "x".repeat(600) });
  const answer = Buffer.from(
    `HTTP/1.1 200 OK\r\ncontent-type: application/fhir+json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on("data", () => socket.write(answer));
    socket.on("error", () => socket.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  process.send?.((server.address() as AddressInfo).port);
  process.on("disconnect", () => process.exit());
}

async function measure(): Promise<void> {
  const child = fork(import.meta.filename, ["--answer"]);
  const [port] = (await once(child, "message")) as [number];
  const world = {
    tag: "",
    patients: [],
    writingPatients: [],
    observations: [`Observation/${id}`],
    observationsPerCode: 0,
    patientsByFamily: new Map<string, number>(),
    families: [],
  };
  const read = scenarios.find(({ name }) => name === "read");
  if (read === undefined) throw new Error("no such scenario");
  const base = aBase("static server", `http://127.0.0.1:${port}/fhir`, () => "x".repeat(400));
  const options = {
    connections: 16,
    seconds: Number(process.argv[2] ?? "5"),
    seed: 1,
    meters: processMeters(child.pid ?? 0),
  };
  await measureRound(base, world, read, { ...options, seconds: 1 });
  const round = await measureRound(base, world, read, options);
  console.log(figuresTable([figuresOf({ scenario: read, base: base.name, rounds: [round] })]));
  child.disconnect();
}

await (process.argv[2] === "--answer" ? answerAlways() : measure());
