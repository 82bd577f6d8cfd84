/** Text that is safe inside HTML, in an attribute's quotes too. */
export interface Html {
  readonly html: string;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? "");
}

/** HTML with values in it: what is `Html` goes in as it is, everything else as text. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (Html | readonly Html[] | string | number)[]
): Html {
  const shown = values.map((value) => {
    if (typeof value === "string" || typeof value === "number") return escaped(String(value));
    return "html" in value ? value.html : value.map((one) => one.html).join("");
  });
  return { html: parts.map((part, index) => part + (shown[index] ?? "")).join("") };
}
