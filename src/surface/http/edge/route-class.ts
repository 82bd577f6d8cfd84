/** Kinds of address that share limits. */
export type RouteClass =
  /** The web app and its files. */
  | "page"
  /** What anybody may know: discovery documents, keys, the installation's state. */
  | "public"
  /** A person proves who they are, step by step. */
  | "sign-in"
  /** A lost factor is replaced. */
  | "recovery"
  /** The first organisation is made. */
  | "set-up"
  /** People who aren’t signed in look at what is offered, and ask for something. */
  | "stranger"
  /** A client proves who it is. */
  | "token"
  /** A person lets an app in. */
  | "oauth"
  | "api"
  /** Files come in or go out. */
  | "transfer"
  /** Everyone who looked, proven: the heads of all patients are hashed anew for each. */
  | "proof"
  | "fhir";

interface Rule {
  readonly method?: "GET" | "POST";
  readonly path: RegExp;
  readonly is: RouteClass;
}

/** The first rule that fits decides. HEAD counts as GET. */
const rules: readonly Rule[] = [
  { path: /^\/fhir\/metadata$/, is: "public" },
  { path: /^\/fhir\/\.well-known(?:\/|$)/, is: "public" },
  { path: /^\/\.well-known(?:\/|$)/, is: "public" },
  { path: /^\/fhir(?:\/|$)/, is: "fhir" },
  { method: "GET", path: /^\/log(?:\/|$)/, is: "public" },
  { method: "GET", path: /^\/signature-keys\//, is: "public" },
  { method: "GET", path: /^\/oauth\/(?:jwks|\.well-known)/, is: "public" },
  { method: "POST", path: /^\/oauth\/(?:token|introspect|revo)/, is: "token" },
  { path: /^\/oauth(?:\/|$)/, is: "oauth" },
  { path: /^\/launch(?:\/|$)/, is: "oauth" },
  { path: /^\/api\/public(?:\/|$)/, is: "stranger" },
  { path: /^\/api\/set-up(?:\/|$)/, is: "set-up" },
  { method: "POST", path: /^\/api\/demonstration$/, is: "set-up" },
  { path: /^\/api\/(?:session\/)?recover/, is: "recovery" },
  { method: "POST", path: /^\/api\/session(?:\/|$)/, is: "sign-in" },
  { method: "POST", path: /^\/api\/demonstration\/session$/, is: "sign-in" },
  { method: "GET", path: /^\/api\/(?:state|demonstration)(?:\/|$)/, is: "public" },
  { method: "POST", path: /^\/api\/imports(?:\/|$)/, is: "transfer" },
  { method: "GET", path: /^\/api\/patients\/[^/]+\/accesses\/proof$/, is: "proof" },
  { path: /^\/api(?:\/|$)/, is: "api" },
];

/** @param path without its query; a route's pattern does as well as a request's path */
export function routeClassOf(method: string, path: string): RouteClass {
  // A resource type begins with a capital: most requests need not go through the list.
  const sixth = path.charCodeAt(6);
  if (sixth >= 0x41 && sixth <= 0x5a && path.startsWith("/fhir/")) return "fhir";
  const read = method === "HEAD" ? "GET" : method;
  return rules.find((rule) => (rule.method ?? read) === read && rule.path.test(path))?.is ?? "page";
}
