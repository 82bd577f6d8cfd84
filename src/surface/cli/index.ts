export type { CliHouse, CliPorts } from "./ports.ts";
export { cliPage } from "./reference-page.ts";
export { runCli } from "./run-cli.ts";
export { openTerminal } from "./terminal.ts";
export type { Terminal } from "./terminal.ts";
export { CommandError } from "./usage-error.ts";
