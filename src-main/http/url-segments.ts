/**
 * The decoded names of a URL path, or null for every path that is not plainly a list of names: not decodable, with empty, `.` or `..`
 * segments, or with a slash, backslash or NUL hidden in an escape. What comes out can be joined below a folder without leaving it.
 */
export function urlSegments(urlPath: string): string[] | null {
  if (!urlPath.startsWith('/')) return null;
  const segments: string[] = [];
  for (const raw of urlPath.slice(1).split('/')) {
    const segment = decode(raw);
    if (segment === null || !isName(segment)) return null;
    segments.push(segment);
  }
  return segments;
}

function decode(raw: string): string | null {
  try {
    return decodeURIComponent(raw);
  } catch {
    return null;
  }
}

function isName(segment: string): boolean {
  return segment !== '' && segment !== '.' && segment !== '..' && !/[/\\\0]/.test(segment);
}
