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
const leaflet = (name) => readFile(join(import.meta.dirname, "node_modules/leaflet", name), "utf8");
const { version } = JSON.parse(await leaflet("package.json"));
// Its licence wants its text in whatever carries it: every page does.
const licence = (await leaflet("LICENSE")).trim();

await build({
  entryPoints: { map: join(import.meta.dirname, "src/main.ts") },
  outdir: out,
  bundle: true,
  format: "iife",
  target: ["es2022", "chrome110", "firefox113", "safari16.4"],
  minify: true,
  charset: "utf8",
  legalComments: "none",
  loader: { ".png": "dataurl", ".woff2": "dataurl" },
  plugins: [validLeaflet],
  banner: { js: `/* geobrief's map, Apache-2.0. It contains Leaflet ${version}:\n\n${licence}\n*/` },
  logLevel: "warning",
});
