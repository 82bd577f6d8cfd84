import type { Plugin } from "vite";

/** What only describes schemas to others, line by line: the library ties it to every schema there is. */
const describing: readonly RegExp[] = [
  /^ +inst\._zod\.processJSONSchema = .*;$/gm,
  /^ +jsonSchema: \{\n(?: {16}.*\n)+ +\},$/gm,
  /^ {4}toJSONSchema\(params\) \{\n.*\n {4}\},$/gm,
];

/** Leaves out of zod what writes JSON Schemas: a browser checks answers, and nothing else. */
export function zodAlone(): Plugin {
  return {
    name: "zod-alone",
    apply: "build",
    transform: {
      filter: { id: /\/zod\/v4\/classic\/schemas\.js$/ },
      handler(code) {
        let left = code;
        for (const pattern of describing) {
          const without = left.replaceAll(pattern, "");
          if (without === left) this.error(`zod has nothing like ${String(pattern)} any more`);
          left = without;
        }
        return { code: left, map: null };
      },
    },
  };
}
