import type { Command } from "../command.ts";

export const startCommand: Command = {
  name: "start",
  usage: "",
  summary: "Start the server, as npm start does",
  details: [
    "Runs until Ctrl+C or a termination signal; what is under way is finished. At the first start it prints a link with which to set it up, once.",
  ],
  flags: {},
  examples: ["wardbook start --port 8081"],
  run: ({ ports }) => ports.serve({ demonstration: false, throwaway: false }),
};

export const demoCommand: Command = {
  name: "demo",
  usage: "",
  summary: "Show Wardbook with made-up people, in a directory that goes at the end",
  details: [
    "Makes a clinic and a care home with three years of invented history, and offers to sign in as anyone there with one click. Nothing of it is kept.",
  ],
  flags: {},
  examples: [],
  run: ({ ports }) => ports.serve({ demonstration: true, throwaway: true }),
};
