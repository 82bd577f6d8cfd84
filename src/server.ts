import { parseConfig, settingsHelp } from "./foundation/platform/config/index.ts";
import { describeFailure } from "./describe-failure.ts";
import { runServer } from "./run-server.ts";

const flags = process.argv.slice(2);
const print = (line: string) => process.stdout.write(`${line}\n`);
if (flags.includes("--help")) {
  print(settingsHelp());
} else {
  try {
    process.exitCode = await runServer(parseConfig(process.env, flags), {
      demonstration: false,
      throwaway: false,
      print,
    });
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exitCode = 1;
  }
}
