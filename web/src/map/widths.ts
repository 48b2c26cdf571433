/** How wide the letters of the page's typeface are: a canvas that measures names takes a fifth of what placing them does. */

/** Weights of the tables, and thousandths of the size that each letter takes, in two digits of base 36: U+0020 to U+007E, then
 * U+00A0 to U+017F and the marks of {@link OTHERS}. `tests/browser/test_names_on_the_map.py` measures them again. */
const LIGHT = 400;
const HEAVY = 700;
const REGULAR =
  "6r6zbugribp4jp6w8f8layff6qai699rh0bbgkhihhhthbgpi0hd6a6of6fff6ehn3jqinj5jah9gikdla7vatiyg2omkykehpksitimgijhipqij4gvhp8f" +
  "9r8fd5ee63fdglf4glfrb0hbg16w7bfm8fo1g1fqgkgkave2atg5e1lofpevdd947b98fs6r70f3h1f0h07bdn88mpbdcnff00ez94cvffa7b663gafj6e6f" +
  "6obadbm0o3pjeejqjqjqjqjqjqr3j5h9h9h9h97v7v7v7vjnkykekekekekef0kvjhjhjhjhgvi3gefdfdfdfdfdfdpef4frfrfrfr6q6q6q8efqg1fqfqfq" +
  "fqfqffgag5g5g5g5evgeevjqfdjqfdjqfdj5f4j5f4j5f4j5f4jagejnh5h9frh9frh9frh9frh9fnkdhbkdhbkdhbkdhblag1m0gd7v7s7v7x7v6q7v6q7v" +
  "6qjofcat79iyfmfwg28fg28fg28fg29rg59tkyg1kyg1kyg1gskygakefqkefqkefqv2qcitavitavitavime2ime2ime2ime2giatgibrgiatjhg5jhg5jh" +
  "g5jhg5jhg5jhg5qilogvevgvhpddhpddhpdd7q6o6gfflc63";
const BOLD =
  "6a7udch4ixq3ls79999dd5gd7pax7ialhxbwhnihi8iridheinib7i7rg2gdg2evn0k7j1jyk0hnh2l3le8kb6jxg2pilql5i5lhjcj8h4k4jkqxjxikim9d" +
  "al9ddgfd7cfrgxf7gxg1b1hhgh7f81g495owghg0gvgvbgenblgjehlxgcfndtap7haoh06a7vfli0g2ib7he9aln3bbdwgd00fdaxd6gdawbt7cgsgn777l" +
  "75b7e7n3p2qof4k7k7k7k7k7k7swjyhnhnhnhn8k8k8k8kktlql5l5l5l5l5g1lkk4k4k4k4ikixhffrfrfrfrfrfrpef7g1g1g1g17d7d7daog0ghg0g0g0" +
  "g0g0gdh0gjgjgjgjfngsfnk7frk7frk7frjyf7jyf7jyf7jyf7k0gtkthrhng1hng1hng1hng1hnftl3hhl3hhl3hhl3hhleghmxh78k9g8k9r8k7d8k7d8k" +
  "7dmvfcb680jxg4gpg295g295g295g2bsgeablqghlqghlqghk9lqgol5g0l5g0l5g0vbpyjcbgjcbgjcbgj8enj8enj8enj8enh4blh4cih4blk4gjk4gjk4" +
  "gjk4gjk4gjk4gjqxlxikfnikimdtimdtimdt7q7b7aghov73";

const OTHERS = "‘’–…ʻ";
const FIRST = [0x20, 0x7e, 0xa0, 0x17f] as const;

function read(table: string): Uint16Array {
  return Uint16Array.from({ length: table.length / 2 }, (_, i) => Number.parseInt(table.slice(2 * i, 2 * i + 2), 36));
}

let tables: [Uint16Array, Uint16Array] | null = null;

/** The family that the tables are of. */
export const FAMILY = "Public Sans";

/** Which number of the tables a letter has; -1 for none. */
function numberOf(code: number): number {
  const [space, tilde, hard, last] = FIRST;
  if (code <= tilde) return code < space ? -1 : code - space;
  if (code <= last) return code < hard ? -1 : code - hard + tilde - space + 1;
  const other = OTHERS.indexOf(String.fromCharCode(code));
  return other < 0 ? -1 : other + last - hard + 1 + tilde - space + 1;
}

/** Width of a line in pixels, without what pairs of letters give up; null where it has a letter that the tables do not have. */
export function widthOf(line: string, size: number, weight: number): number | null {
  const [light, heavy] = (tables ??= [read(REGULAR), read(BOLD)]);
  const share = (weight - LIGHT) / (HEAVY - LIGHT);
  let thin = 0;
  let thick = 0;
  for (let i = 0; i < line.length; i += 1) {
    const at = numberOf(line.charCodeAt(i));
    if (at < 0) return null;
    thin += light[at] ?? 0;
    thick += heavy[at] ?? 0;
  }
  return ((thin + share * (thick - thin)) * size) / 1000;
}
