import { ResidueError } from "./residue-error.ts";

/** Fewer bytes lie in any large file by chance. */
export const fewestBytes = 6;
const mostWords = 1_000;

/** What is looked for, one on each line. @throws ResidueError */
export function parseWords(text: string): readonly string[] {
  const lines = text.normalize("NFC").split("\n");
  const words = [...new Set(lines.map((line) => line.trim()).filter((line) => line !== ""))];
  if (words.length === 0)
    throw new ResidueError("residue/no-words", "there is nothing to look for: one word or phrase on each line");
  if (words.length > mostWords)
    throw new ResidueError("residue/too-many-words", `no more than ${mostWords} words at a time`);
  const short = lines.findIndex((line) => line.trim() !== "" && Buffer.byteLength(line.trim()) < fewestBytes);
  if (short !== -1)
    throw new ResidueError(
      "residue/word-too-short",
      `line ${short + 1} has less than ${fewestBytes} bytes, and would be found by chance`,
    );
  return words;
}
