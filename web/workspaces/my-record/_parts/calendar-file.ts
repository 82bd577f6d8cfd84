export type CalendarEntry = {
  readonly id: string;
  /** Milliseconds. */
  readonly start: number;
  readonly end: number | undefined;
  readonly summary: string;
  readonly place: string | undefined;
  readonly madeAt: number;
};

/**
 * One appointment as a calendar takes it. Calendars are shared and shown on locked screens: why somebody comes stays out of it.
 * Source: RFC 5545.
 */
export function calendarFile({ id, start, end, summary, place, madeAt }: CalendarEntry): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Wardbook//My record//EN",
    "BEGIN:VEVENT",
    `UID:${id}@wardbook`,
    `DTSTAMP:${utc(madeAt)}`,
    `DTSTART:${utc(start)}`,
    ...(end === undefined ? [] : [`DTEND:${utc(end)}`]),
    `SUMMARY:${escaped(summary)}`,
    ...(place === undefined ? [] : [`LOCATION:${escaped(place)}`]),
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return `${lines.map(folded).join("\r\n")}\r\n`;
}

/** 20261126T100000Z */
function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, String.raw`\$&`).replaceAll(/\r?\n/g, String.raw`\n`);
}

/** No line is longer than 75 octets, and none is cut inside a letter. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  let length = 0;
  let out = "";
  for (const letter of line) {
    const octets = encoder.encode(letter).length;
    if (length + octets > 75) {
      out += "\r\n ";
      length = 1;
    }
    out += letter;
    length += octets;
  }
  return out;
}
