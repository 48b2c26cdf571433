"""A release, up to the upload: ``python packagers/release.py dist``. It looks, builds, tries what it built, and says what is left.

Nothing leaves the machine, and nothing is written but the folder that is named: the distributions, their digests, the
recipe for the feedstock with both filled in, and the notes of the version.
``--without-gate`` leaves ``.ci/run`` out, for who has just run it on the same commit.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import tempfile
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from email.parser import Parser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WHERE = "https://pypi.org/packages/source/g/geobrief"
"""Where the source distribution lies once it is uploaded, for the recipe."""


def main() -> int:
    """Do each step, and stop at the first that fails."""
    reader = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    reader.add_argument("folder", type=Path, help="for what is made; it must not exist yet, or be empty")
    reader.add_argument("--without-gate", action="store_true", help="do not run .ci/run")
    args = reader.parse_args()
    version = version_of(ROOT)
    if wrong := [*wrong_with_tree(ROOT, version), *wrong_with_files(ROOT, version), *wrong_with_folder(args.folder)]:
        say("not to be released:", *(f"  {line}" for line in wrong))
        return 1
    if not args.without_gate:
        subprocess.run([ROOT / ".ci" / "run"], check=True)
    args.folder.mkdir(parents=True, exist_ok=True)
    sdist, wheel = build(args.folder)
    if wrong := list(wrong_with_wheel(wheel, version)):
        say("the wheel is wrong:", *(f"  {line}" for line in wrong))
        return 1
    try_out(wheel)
    write_beside(args.folder, sdist, wheel, version)
    say(
        f"made in {args.folder}: {', '.join(sorted(path.name for path in args.folder.iterdir()))}", *left(ROOT, version)
    )
    return 0


def version_of(root: Path) -> str:
    """Return the version that the package says of itself."""
    return re.findall(r'^VERSION = "(.+)"', (root / "geobrief" / "version.py").read_text("utf-8"), re.MULTILINE)[0]


def wrong_with_tree(root: Path, version: str) -> Iterator[str]:
    """Yield what keeps the checkout from being the release."""
    if changed := git(root, "status", "--porcelain"):
        yield f"the checkout has changes that are in no commit: {', '.join(line[3:] for line in changed.splitlines())}"
    if git(root, "tag", "--list", f"v{version}"):
        yield f"there is a tag v{version} already: raise the version in geobrief/version.py"


def wrong_with_files(root: Path, version: str) -> Iterator[str]:
    """Yield which file says another version, or none."""
    says = {
        "CITATION.cff": f'version: "{version}"',
        "packagers/conda-forge/recipe.yaml": f'version: "{version}"',
        "docs/geobrief.1": f'"geobrief {version}"',
        "CHANGELOG.md": f"## {version} (",
    }
    for name, words in says.items():
        if words not in (root / name).read_text("utf-8"):
            yield f"{name} does not say {words}"


def wrong_with_folder(folder: Path) -> Iterator[str]:
    """Yield why the folder cannot take the release."""
    if folder.exists() and any(folder.iterdir()):
        yield f"{folder} is not empty: what is uploaded is all that lies there"


def build(folder: Path) -> tuple[Path, Path]:
    """Make the source distribution of the checkout, and the wheel of the source distribution."""
    script = "import build_backend, sys; build_backend.build_sdist(sys.argv[1])"
    subprocess.run([sys.executable, "-c", script, folder.resolve()], cwd=ROOT, check=True)
    (sdist,) = folder.glob("geobrief-*.tar.gz")
    wheel = ["-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", folder]
    subprocess.run([sys.executable, *wheel, sdist], check=True)
    (made,) = folder.glob("geobrief-*.whl")
    return sdist, made


def wrong_with_wheel(wheel: Path, version: str) -> Iterator[str]:
    """Yield what an index would refuse of the wheel, or a user would miss in it."""
    with zipfile.ZipFile(wheel) as held:
        names = held.namelist()
        (about,) = [name for name in names if name.endswith(".dist-info/METADATA")]
        told = Parser().parsestr(held.read(about).decode("utf-8"))
    if told["Version"] != version:
        yield f"its version is {told['Version']}"
    for field in ("Summary", "Author", "License-Expression", "Requires-Python", "License-File"):
        if not told[field]:
            yield f"it says no {field}"
    if told["Description-Content-Type"] != "text/markdown" or not str(told.get_payload()).startswith("# "):
        yield "its description is not the README"
    needed = {"geobrief/py.typed", "geobrief/_built/gazetteer.sqlite", "geobrief/_built/map.js"}
    if missing := sorted(needed - set(names)):
        yield f"it lacks {', '.join(missing)}"
    if odd := sorted({name.split("/")[0] for name in names if not name.startswith(("geobrief/", "geobrief-"))}):
        yield f"it holds what is not geobrief's: {', '.join(odd)}"


def try_out(wheel: Path) -> None:
    """Make the example brief with the wheel, alone in an empty environment."""
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        venv.create(place / "venv", with_pip=True)
        bins = place / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
        subprocess.run([bins / "python", "-m", "pip", "install", "--quiet", wheel.resolve()], check=True)
        example = ["build", "seeds/niger-2024", "--quiet", "-o", place / "niger.html", "-o", place / "niger.json"]
        subprocess.run([bins / "geobrief", *example], cwd=ROOT, check=True)


def write_beside(folder: Path, sdist: Path, wheel: Path, version: str) -> None:
    """Write digests, the feedstock's recipe, and the version's notes."""
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (sdist, wheel)}
    write(folder / "SHA256SUMS", "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items())))
    recipe = (ROOT / "packagers" / "conda-forge" / "recipe.yaml").read_text("utf-8")
    write(folder / "recipe.yaml", filled(recipe, sdist.name, digests[sdist.name]))
    write(folder / "NOTES.md", notes((ROOT / "CHANGELOG.md").read_text("utf-8"), version))


def filled(recipe: str, name: str, digest: str) -> str:
    """Return the recipe with the address and digest of the source distribution in place of the checkout's path."""
    source = f"source:\n  url: {WHERE}/{name}\n  sha256: {digest}\n"
    return re.sub(r"^source:\n(?: +.*\n)+", source, recipe, count=1, flags=re.MULTILINE)


def notes(changelog: str, version: str) -> str:
    """Return what the changelog says of a version."""
    after = changelog.partition(f"## {version} (")[2].partition("\n")[2]
    return after.partition("\n## ")[0].strip() + "\n"


def left(root: Path, version: str) -> Iterator[str]:
    """Yield what is left for people, who alone may speak to the world."""
    yield "left, by hand:"
    if "urls" not in tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]:
        yield "  pyproject.toml names no [project.urls]: say where code, issues and documentation are, and begin again"
    yield f"  git tag -a v{version} -F NOTES.md && git push --tags"
    yield "  twine upload geobrief-*.tar.gz geobrief-*.whl"
    yield "  the feedstock: recipe.yaml; the container: podman build -f packagers/Containerfile"
    yield "  the site: mkdocs build --strict, and the folder site/ onto a server"


def git(root: Path, *words: str) -> str:
    """Return what git says."""
    return subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=True).stdout.rstrip()


def say(*lines: str) -> None:
    """Print lines."""
    sys.stdout.write("\n".join(lines) + "\n")


def write(path: Path, text: str) -> None:
    """Write a text as it is on every system."""
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
