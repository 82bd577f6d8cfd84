/** What a key press asks for. */
export type KeyWish =
  | { readonly kind: "palette" }
  | { readonly kind: "search" }
  | { readonly kind: "shortcuts" }
  | { readonly kind: "go"; readonly key: string }
  | { readonly kind: "wait" };

export type KeyPress = {
  readonly key: string;
  readonly ctrl: boolean;
  readonly meta: boolean;
  readonly alt: boolean;
  readonly typing: boolean;
};

/**
 * Reads key presses one after another: `Ctrl+K`, `/`, `?`, and `g` followed by a letter within 1.5 s.
 * Single keys count only outside of text fields, and only where the person hasn't turned them off.
 */
export function keyReader(options: {
  readonly singleKeys: () => boolean;
}): (press: KeyPress, atMilliseconds: number) => KeyWish | undefined {
  let goSince: number | undefined;
  return (press, at) => {
    const waiting = goSince !== undefined && at - goSince < 1500;
    goSince = undefined;
    if ((press.ctrl || press.meta) && !press.alt && press.key.toLowerCase() === "k") return { kind: "palette" };
    if (press.ctrl || press.meta || press.alt || press.typing || !options.singleKeys()) return undefined;
    if (waiting && /^[a-z]$/.test(press.key)) return { kind: "go", key: press.key };
    if (press.key === "/") return { kind: "search" };
    if (press.key === "?") return { kind: "shortcuts" };
    if (press.key !== "g") return undefined;
    goSince = at;
    return { kind: "wait" };
  };
}
