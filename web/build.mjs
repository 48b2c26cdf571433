// Bundles the front end into the folder given as the first argument: map.js and map.css, with Leaflet and its pictures inside.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

// Two rules of Leaflet's style sheet are no CSS to a validator: one is for Internet Explorer, the other is set where tiles are.
const validLeaflet = {
  name: "valid-leaflet",
  setup: ({ onLoad }) =>
    onLoad({ filter: /leaflet\.css$/ }, async ({ path }) => {
      const sheet = await readFile(path, "utf8");
      const contents = sheet.replace(/\.lvml \{[^}]*\}/, "").replace(/mix-blend-mode: plus-lighter;/, "");
      if (sheet.length - contents.length < 100) throw new Error("leaflet.css has changed: look at validLeaflet again");
      return { contents, loader: "css" };
    }),
};

const out = process.argv[2] ?? join(import.meta.dirname, "..", "geobrief", "_built");
// Their licences want their texts in whatever carries them: every page does.
const credit = async (name) => {
  const read = (file) => readFile(join(import.meta.dirname, "node_modules", name, file), "utf8");
  return `${JSON.parse(await read("package.json")).version}:\n\n${(await read("LICENSE")).trim()}`;
};

await build({
  entryPoints: { map: join(import.meta.dirname, "src/main.ts") },
  outdir: out,
  bundle: true,
  format: "iife",
  target: ["es2022", "chrome110", "firefox113", "safari16.4"],
  minify: true,
  // A browser decodes ASCII sooner.
  charset: "ascii",
  legalComments: "none",
  loader: { ".png": "dataurl", ".woff2": "dataurl" },
  plugins: [validLeaflet],
  banner: { js: `/* geobrief's map, Apache-2.0. It contains Leaflet ${await credit("leaflet")}\n\nand fflate ${await credit("fflate")}\n*/` },
  logLevel: "warning",
});
