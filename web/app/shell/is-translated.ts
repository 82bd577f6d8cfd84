const translated =
  /^\/(?:(?:board|calendar|enquiries|billing)(?:\/.*)?|patients(?:\/(?:new|merge))?|administration\/registration)?\/?$/;

/** Whether the page at a path speaks every language. The start page does for those who have the board there. */
export function isTranslated(path: string, role: string): boolean {
  return path === "/" ? role === "front-desk" : translated.test(path);
}
