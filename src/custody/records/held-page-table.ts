/** What rows of one page hold together at most, beside its last: a record may be of twelve megabytes, and two hundred of them are of gigabytes. */
export const mostPageBytes = 16 * 1024 * 1024;

/** The first rows of a page of versions, up to so many bytes of what they hold, and one at least. What the others hold isn't read.
 *  @param order the page's own, of which no two rows are alike */
export function heldPage(page: string, order: string, bytes: string): string {
  return `select id, type, version, key_no, position, deleted, body
    from (select p.*, sum(octet_length(p.body)) over (order by ${order}) - octet_length(p.body) as before from (${page}) p) p
    where before < ${bytes} order by ${order}`;
}
