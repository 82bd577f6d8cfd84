import { type Terminal, openTerminal } from "../terminal.ts";

export interface RecordedTerminal {
  readonly terminal: Terminal;
  /** What was written to the standard output and to the error output. */
  readonly out: () => string;
  readonly error: () => string;
  wait(milliseconds: number): void;
}

export function aTerminal({ isTTY = false, mayColour = true } = {}): RecordedTerminal {
  const written = { out: "", error: "" };
  let time = 0;
  const stream = (name: "out" | "error") => ({
    isTTY,
    columns: 80,
    write: (text: string) => void (written[name] += text),
  });
  return {
    terminal: openTerminal({ out: stream("out"), error: stream("error"), mayColour, now: () => time }),
    out: () => written.out,
    error: () => written.error,
    wait: (milliseconds) => {
      time += milliseconds;
    },
  };
}
