import { settings } from "./settings.ts";

/** The settings as `--help` lists them. */
export function settingsHelp(): string {
  const entries = settings.map(({ name, flag, placeholder, meaning, fallback }) => {
    const head = flag === undefined ? `  ${name}` : `  --${flag} ${placeholder}, ${name}`;
    return `${head}\n${wrap(`${meaning} Without it: ${fallback}.`.replaceAll("`", ""), 6)}`;
  });
  return `${entries.join("\n")}\n`;
}

/** `docs/reference/configuration.md`, whole. */
export function settingsPage(): string {
  const sections = settings.map(({ name, flag, placeholder, meaning, fallback }) =>
    [
      `## ${name}`,
      `\`${name}=${placeholder}\`${flag === undefined ? "" : ` or \`--${flag} ${placeholder}\``}`,
      meaning,
      `Without it: ${fallback}.`,
    ].join("\n\n"),
  );
  const introduction = [
    "# Configuration",
    "Generated from the settings themselves by `npm run docs`; a check fails when this page is out of date.",
    "Settings are environment variables. Some can be given as flags too, and a flag wins. A variable that starts with " +
      "`WARDBOOK_` and isn't listed here stops the start, so that a slip of the keyboard never goes unnoticed.",
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
