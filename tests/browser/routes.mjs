// The kinds of pages that the service has, as its source names them: a route each.

import { readFile, readdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE = join(dirname(fileURLToPath(import.meta.url)), '../../src/web');

/** A part of an address that stands for many, such as `<id>`. */
const PARAMETER = /^<.*>$/;

/** Every address that answers GET, as the source writes it, without what may follow a question mark. */
export async function routes() {
  const files = (await readdir(SOURCE, { recursive: true })).filter((name) => name.endsWith('.rs')).sort();
  const sources = await Promise.all(files.map((name) => readFile(join(SOURCE, name), 'utf8')));
  const found = sources.flatMap((source) => [...source.matchAll(/#\[(?:rocket::)?get\(\s*"([^"?]+)/g)]).map(([, path]) => path);
  if (found.length === 0) throw new Error(`no route is named in ${relative(process.cwd(), SOURCE)}`);
  // A handler that does not look at the name of the programme leaves it out.
  return [...new Set(found.map((path) => path.replace(/^\/programmes\/<_>/, '/programmes/<slug>')))];
}

/** The route that answers for the path: of those that fit, the one that leaves least open. */
export function routeOf(path, all) {
  const parts = path.split('/');
  const fits = (route) => {
    const wanted = route.split('/');
    return wanted.length === parts.length && wanted.every((part, index) => PARAMETER.test(part) || part === parts[index]);
  };
  const open = (route) => route.split('/').filter((part) => PARAMETER.test(part)).length;
  return all.filter(fits).sort((a, b) => open(a) - open(b))[0];
}
