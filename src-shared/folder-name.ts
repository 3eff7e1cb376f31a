/** Names that Windows keeps for devices, with any ending. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const LONGEST = 80;

/**
 * A class's name as that of a folder which every system takes: without separators, control characters and what Windows forbids, not hidden, not a
 * device, not too long.
 */
export function folderName(label: string): string {
  const plain = Array.from(label.normalize('NFC'))
    .map((character) => (isAllowed(character) ? character : '_'))
    .slice(0, LONGEST)
    .join('')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  if (plain === '') return '_';
  return DEVICES.test(plain) ? `_${plain}` : plain;
}

function isAllowed(character: string): boolean {
  // Unpaired surrogates are no text; direction marks make a name look like another.
  return !/[<>:"/\\|?*\p{Cc}\p{Cs}\p{Bidi_Control}]/u.test(character);
}

/** Folder names by label, each its own, also where a file system takes capitals for small letters. */
export function folderNames(labels: Iterable<string>): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const label of labels) {
    if (names.has(label)) continue;
    const name = numbered(folderName(label), (candidate) => taken.has(candidate.toLowerCase()));
    taken.add(name.toLowerCase());
    names.set(label, name);
  }
  return names;
}

/** The name, or where it is taken the name with a number before its ending: `cat (2).jpg`. */
export function numbered(name: string, isTaken: (name: string) => boolean): string {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  let candidate = name;
  for (let number = 2; isTaken(candidate); number++) candidate = `${stem} (${number})${ending}`;
  return candidate;
}
