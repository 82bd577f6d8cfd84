const translated =
  /^\/(?:(?:account|board|calendar|enquiries|billing|messages|reports)(?:\/.*)?|patients(?:\/(?:new|merge))?|administration\/(?:registration|sign-in|recoveries))?\/?$/;

/** Whether the page at a path speaks every language. The start page does, but not yet with one’s own record. */
export function isTranslated(path: string, isOwn: boolean): boolean {
  return path === "/" ? !isOwn : translated.test(path);
}
