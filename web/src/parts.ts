/** A large brief travels in parts (geobrief/map/column_parts.py says which, and why): each is unpacked when it is first asked for. */

import { gunzipSync } from "fflate";

/** What browsers of 2025 and later do by themselves, and several times as fast. */
type Reading = typeof Uint8Array & { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> };

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const made = (Uint8Array as Reading).fromBase64?.(base64);
  if (made) return made;
  const packed = atob(base64);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i += 1) bytes[i] = packed.charCodeAt(i);
  return bytes;
}

/** A long list of texts in parts: those that stand here, then numbers of parts, and which text of the whole each begins with. */
export interface Chunks {
  here: string[];
  chunks: number[];
  firsts: number[];
}

async function unzipped(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

export class Parts {
  private constructor(
    private readonly lines: string[],
    private readonly made: unknown[],
  ) {}

  /** Read a block, and unpack the first of its parts, which the browser does sooner than a script. */
  static async read(block: string): Promise<Parts> {
    const lines = block.trim().split("\n");
    return new Parts(lines, [JSON.parse(await unzipped(bytesOf(lines[0] ?? "")))]);
  }

  /** What a line says. Unpacking does not wait for anybody: what asks for a field of a record cannot. */
  of<T>(line: number): T {
    return (this.made[line] ??= JSON.parse(new TextDecoder().decode(gunzipSync(bytesOf(this.lines[line] ?? ""))))) as T;
  }

  /** A text of a list that may be in parts. */
  text(list: readonly string[] | Chunks, number: number): string {
    if (!("chunks" in list)) return list[number] ?? "";
    const { here, chunks, firsts } = list;
    if (number < here.length) return here[number] ?? "";
    let [first, last] = [0, chunks.length - 1];
    while (first < last) {
      const middle = (first + last + 1) >> 1;
      if ((firsts[middle] ?? 0) <= number) first = middle;
      else last = middle - 1;
    }
    return this.of<string[]>(chunks[first] ?? 0)[number - (firsts[first] ?? 0)] ?? "";
  }
}
