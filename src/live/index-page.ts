// Which profiles does a service offer, and how many goroutines does it have right now?
//
//   <tr><td>24873</td><td><a href='goroutine?debug=1'>goroutine</a></td></tr>       Go 1.12 and later
//   <tr><td align=right>24873<td><a href="goroutine?debug=1">goroutine</a>          before

/** What Go's index page lists, by name: each profile with its count. */
export type IndexPage = ReadonlyMap<string, number>;

/** Every repetition is bounded: the page may be megabytes of anything. */
const ROW =
  /<td[^<>]{0,100}>\s{0,20}(\d{1,15})\s{0,20}(?:<\/td>)?\s{0,20}<td[^<>]{0,100}>\s{0,20}<a href=['"]?([^'"?>\s]{1,200})\?debug=1/gi;
const MOST = 100;

/** Undefined when the page is not Go's. The counts are cheap for the service: nothing is stopped for them. */
export function readIndexPage(html: string): IndexPage | undefined {
  const page = new Map<string, number>();
  for (const [, count, href] of html.matchAll(ROW)) {
    const name = nameOf(href);
    if (name !== '' && page.size < MOST && !page.has(name)) page.set(name, Number(count));
  }
  return page.size === 0 ? undefined : page;
}

/** A profile's name may hold slashes and dots, which `net/url` writes as `./`-paths and escapes. */
function nameOf(href: string): string {
  const plain = href.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replace(/^\.\//, '');
  try {
    return decodeURIComponent(plain);
  } catch {
    return '';
  }
}
