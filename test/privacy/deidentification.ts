import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { aFurtherNote } from "./further-notes.ts";
import { aHeldOutNote } from "./held-out-notes.ts";
import { type Measurement, measureScrubbing } from "./measure-scrubbing.ts";

// node test/privacy/deidentification.ts [NOTES] [SEED]: measures the scrubber on generated notes, and writes the table into its page.
const [notes = "2000", seed = "1"] = process.argv.slice(2);
const page = join(import.meta.dirname, "../../docs/deidentification.md");
const [begin, end] = ["<!-- measured -->", "<!-- /measured -->"];
const mostMisses = 12;

const measured = [
  described("Notes that the rules were mended with", measureScrubbing(Number(notes), Number(seed))),
  described("Notes of another hand, mended with once", measureScrubbing(Number(notes), Number(seed), aFurtherNote)),
  described("Notes that were kept apart", measureScrubbing(Number(notes), Number(seed), aHeldOutNote)),
].join("\n\n");
const text = readFileSync(page, "utf8");
const [before = "", rest = ""] = text.split(begin);
const [, after = ""] = rest.split(end);
writeFileSync(page, `${before}${begin}\n${measured}\n${end}${after}`);
console.log(measured);

function described(title: string, { scores, misses, characters }: Measurement): string {
  const share = (part: number, whole: number) => (whole === 0 ? "–" : (part / whole).toFixed(4));
  const rows = scores.map(
    ({ kind, there, found, taken, right }) =>
      `| ${kind} | ${there} | ${share(found, there)} | ${taken} | ${share(right, taken)} |`,
  );
  const shown = misses
    .slice(0, mostMisses)
    .map(({ kind, isMissed, around }) => `- ${isMissed ? "missed" : "taken"} ${kind}: \`${around}\``);
  return [
    `#### ${title}`,
    "",
    `${notes} notes, seed ${seed}, ${characters} characters:`,
    "",
    "| kind | there | recall | taken | precision |",
    "| --- | ---: | ---: | ---: | ---: |",
    ...rows,
    "",
    misses.length === 0 ? "Nothing was missed, and nothing taken that isn't one." : `Wrong in ${misses.length} places:`,
    ...(misses.length === 0 ? [] : ["", ...shown]),
  ].join("\n");
}
