import { settings } from "./settings.ts";

/** The settings as `--help` lists them. */
export function settingsHelp(): string {
  const entries = settings.map(({ name, flag, placeholder, meaning, fallback }) => {
    const head =
      flag === undefined ? `  ${name}, or a file that holds it: ${name}_FILE` : `  --${flag} ${placeholder}, ${name}`;
    return `${head}\n${wrap(`${meaning} Without it: ${fallback}.`.replaceAll("`", ""), 6)}`;
  });
  return `${entries.join("\n")}\n`;
}

/** `docs/reference/configuration.md`, whole. */
export function settingsPage(): string {
  const sections = settings.map(({ name, flag, placeholder, meaning, fallback }) =>
    [
      `## ${name}`,
      `\`${name}=${placeholder}\` or \`${flag === undefined ? `${name}_FILE=FILE` : `--${flag} ${placeholder}`}\``,
      meaning,
      `Without it: ${fallback}.`,
    ].join("\n\n"),
  );
  const introduction = [
    "# Configuration",
    "Generated from the settings themselves by `npm run docs`; a check fails when this page is out of date.",
    "Settings are environment variables. Some can be given as flags too, and a flag wins. A variable that starts with " +
      "`WARDBOOK_` and isn't listed here stops the start, so that a slip of the keyboard never goes unnoticed.",
    "Secrets have no flag, because every user of a machine sees its command lines. Each can be read from a file instead, whose name stands in the " +
      "variable that ends in `_FILE`: its first line counts. The kernel shows a process's first environment to its user and to root as long as it " +
      "runs; a file (of systemd's `LoadCredential`, of a container's secrets, or `/dev/fd/3` of a pipe) leaves nothing there.",
  ].join("\n\n");
  return `${[introduction, ...sections].join("\n\n")}\n`;
}

function wrap(text: string, indent: number): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line.length + word.length + indent > 96) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.map((line) => " ".repeat(indent) + line).join("\n");
}
