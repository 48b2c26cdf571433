// Runs the tests of what needs no page, in Node's own test runner: node test.mjs
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

const folder = join(import.meta.dirname, "test");
const out = await mkdtemp(join(tmpdir(), "geobrief-tests-"));
try {
  const entryPoints = (await readdir(folder)).filter((name) => name.endsWith(".test.mjs")).map((name) => join(folder, name));
  await build({ entryPoints, outdir: out, outExtension: { ".js": ".mjs" }, bundle: true, platform: "node", format: "esm", logLevel: "warning" });
  const files = (await readdir(out)).sort().map((name) => join(out, name));
  process.exitCode = spawnSync(process.execPath, ["--test", ...files], { stdio: "inherit" }).status ?? 1;
} finally {
  await rm(out, { recursive: true });
}
