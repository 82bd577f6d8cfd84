import type { ClientKind, ClientRow } from "../../../../contract/index.ts";
import type { ClientChange, NewClient } from "./client-calls.ts";
import { say } from "./words/index.ts";

/** A client as it is typed. */
export type ClientFields = {
  readonly name: string;
  readonly kind: ClientKind;
  readonly scope: string;
  readonly redirectUris: string;
  readonly launchUrl: string;
  readonly maker: string;
  readonly logoText: string;
  readonly contacts: string;
  readonly jwks: string;
  /** Code of what it acts for when it acts for itself; empty: treatment. */
  readonly purpose: string;
};

export const kindWords: Readonly<Record<ClientKind, { readonly label: string; readonly means: string }>> = {
  confidential: {
    label: say("appWithServer"),
    means: say("appWithServerMeans"),
  },
  public: {
    label: say("appInBrowser"),
    means: say("appInBrowserMeans"),
  },
  backend: {
    label: say("programBehind"),
    means: say("programBehindMeans"),
  },
};

export const blankClient: ClientFields = {
  name: "",
  kind: "confidential",
  scope: "",
  redirectUris: "",
  launchUrl: "",
  maker: "",
  logoText: "",
  contacts: "",
  jwks: "",
  purpose: "",
};

export function fieldsOf(client: ClientRow): ClientFields {
  const {
    name,
    kind,
    scopes,
    asked,
    redirectUris,
    launchUrl = "",
    maker = "",
    logoText = "",
    contacts,
    purpose = "",
  } = client;
  return {
    name,
    kind,
    scope: [...scopes, ...asked.flatMap((one) => one.scopes)].join(" "),
    redirectUris: redirectUris.join("\n"),
    launchUrl,
    maker,
    logoText,
    contacts: contacts.join(", "),
    jwks: "",
    purpose,
  };
}

/** Purposes to choose from; a stored one is among them, though its words may not be here (yet). */
export function purposesToChoose(
  known: readonly { readonly code: string; readonly label: string }[],
  stored: string,
): { value: string; label: string }[] {
  const isKnown = stored === "" || known.some(({ code }) => code === stored);
  return [
    { value: "", label: say("notSaidTreatment") },
    ...known.map(({ code, label }) => ({ value: code, label })),
    ...(isKnown ? [] : [{ value: stored, label: stored }]),
  ];
}

export type ClientFault = { readonly field: keyof ClientFields; readonly message: string };

/** What can be seen to be wrong before it is sent; the server says the rest. */
export function faultOf({ kind, jwks }: ClientFields, stored: boolean): ClientFault | undefined {
  if (kind !== "backend" || (stored && jwks.trim() === "")) return undefined;
  return keysIn(jwks) === undefined
    ? {
        field: "jwks",
        message: say("pasteKeys", { example: '{"keys": [ … ]}' }),
      }
    : undefined;
}

export function newClient(fields: ClientFields): NewClient {
  const { name, kind, scope, purpose } = fields;
  const launchUrl = fields.launchUrl.trim();
  const maker = fields.maker.trim();
  const logoText = fields.logoText.trim();
  const jwks = kind === "backend" ? keysIn(fields.jwks) : undefined;
  return {
    name: name.trim(),
    kind,
    scope: spaced(scope),
    redirectUris: kind === "backend" ? [] : lines(fields.redirectUris),
    contacts: lines(fields.contacts),
    ...(launchUrl === "" || kind === "backend" ? {} : { launchUrl }),
    ...(maker === "" ? {} : { maker }),
    ...(logoText === "" ? {} : { logoText }),
    ...(jwks === undefined ? {} : { jwks }),
    ...(purpose === "" || kind === "public" ? {} : { purpose }),
  };
}

export function clientChange(fields: ClientFields): ClientChange {
  const { kind: _kind, ...rest } = newClient(fields);
  const { launchUrl = null, maker = null, logoText = null, purpose = null } = rest;
  return { ...rest, launchUrl, maker, logoText, purpose };
}

/** `client.redirectUris.0` and `redirectUris` are both about the field of addresses. */
export function fieldOfPath(path: string | undefined): keyof ClientFields | undefined {
  const [name] = (path ?? "").split(/[.[]/);
  return Object.keys(blankClient).find((field): field is keyof ClientFields => field === name);
}

function lines(text: string): string[] {
  return text.split(/[\s,]+/).filter((one) => one !== "");
}

function spaced(text: string): string {
  return text.trim().replaceAll(/\s+/g, " ");
}

function keysIn(text: string): { keys: Record<string, unknown>[] } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return undefined;
    const keys: unknown = "keys" in value ? value.keys : [value];
    if (!Array.isArray(keys) || keys.length === 0) return undefined;
    return keys.every((key) => typeof key === "object" && key !== null && "kty" in key)
      ? { keys: keys as Record<string, unknown>[] }
      : undefined;
  } catch {
    return undefined;
  }
}
