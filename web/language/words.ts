import { type FormatXMLElementFn, IntlMessageFormat } from "intl-messageformat";
import type { ReactNode } from "react";
import { language } from "./current.ts";
import { isolate } from "./isolated.ts";
import { type FetchedTag, languages } from "./languages.ts";

/** Messages by their name, in ICU form: `{count, plural, one {# note} other {# notes}}`. */
export type Catalog = Readonly<Record<string, string>>;

type Argument<Text extends string> = Text extends `${infer Name},${string}` ? Identifier<Name> : Identifier<Text>;
type Identifier<Text extends string> = Text extends "" | `#${string}` | `${string} ${string}` ? never : Text;
/** Names of a message's arguments. A single bare word in a branch counts as one: write branches of more. */
export type ArgumentsOf<Message extends string> = Message extends `${string}{${infer Rest}`
  ? (Rest extends `${infer Inside}}${string}` ? Argument<Inside> : never) | ArgumentsOf<Rest>
  : never;

type Values<Message extends string, Value> = [ArgumentsOf<Message>] extends [never]
  ? []
  : [values: Readonly<Record<ArgumentsOf<Message>, Value>>];

export interface Words<English extends Catalog> {
  <Name extends keyof English>(name: Name, ...values: Values<English[Name], string | number>): string;
  /** With parts that are more than letters: `{link}` takes a node, `<b>…</b>` a function of what is inside. */
  rich<Name extends keyof English>(
    name: Name,
    values: Readonly<Record<string, ReactNode | ((inside: readonly ReactNode[]) => ReactNode)>>,
  ): ReactNode;
}

type Fetch<English extends Catalog> = () => Promise<{ readonly words: Readonly<Record<keyof English, string>> }>;

/** The words of one part of the app, in the reader's language. A part awaits them as it is loaded, so that its pages never wait.
 *  @param others fetches those of another language; only the reader's is fetched */
export async function openWords<const English extends Catalog>(
  english: English,
  others: Readonly<Record<FetchedTag, Fetch<English>>>,
): Promise<Words<English>> {
  const { tag } = language;
  const catalog: Readonly<Record<keyof English, string>> =
    tag === "en-GB" ? english : (await others[tag]().catch(() => ({ words: english }))).words;
  return wordsFrom(catalog, tag);
}

/** As `openWords`, of a catalog that is at hand. */
export function wordsFrom<English extends Catalog>(
  catalog: Readonly<Record<keyof English, string>>,
  tag: string,
): Words<English> {
  const made = new Map<keyof English, IntlMessageFormat>();
  const formatOf = (name: keyof English) => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const format = new IntlMessageFormat(catalog[name], tag);
    made.set(name, format);
    return format;
  };
  const isFromRight = languages.some((one) => one.tag === tag && one.direction === "rtl");
  // A name in Latin letters would turn what stands around it.
  const placed = <Value>(values: Readonly<Record<string, Value>> | undefined) =>
    !isFromRight || values === undefined
      ? values
      : Object.fromEntries(
          Object.entries(values).map(([name, value]) => [name, typeof value === "string" ? isolate(value) : value]),
        );
  const say = (name: keyof English, values?: Readonly<Record<string, string | number>>) => {
    const message = catalog[name];
    // Most have nothing to put in; a build has parsed those that do.
    const isPlain = typeof message === "string" && !/[{<']/.test(message);
    return isPlain ? message : String(formatOf(name).format(placed(values)));
  };
  const rich: Words<English>["rich"] = (name, values) =>
    formatOf(name).format<ReactNode>(
      placed(values) as Record<string, ReactNode | FormatXMLElementFn<ReactNode>>,
    ) as ReactNode;
  return Object.assign(say, { rich });
}
