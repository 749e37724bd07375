"""What Cocarde is made of beside its own code: licences, a bill of materials, known faults.

    python -m tools.dependencies                   writes the table of docs/dependencies.md
    python -m tools.dependencies sbom FILE         CycloneDX 1.6 as JSON, with hashes and licences
    python -m tools.dependencies advisories        asks OSV about each package: 0 nothing known,
                                                   1 something found, 2 could not tell

The last two run cyclonedx-bom and pip-audit, installed apart in `var/tools/`.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import venv
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

from core.ground.paths import ROOT

LOCK = ROOT / "requirements.lock"
PAGE = ROOT / "docs" / "dependencies.md"
BEGIN, END = "<!-- python -m tools.dependencies -->", "<!-- end -->"
APART = ROOT / "var" / "tools" / "audit"
PROGRAMS = ("pip-audit==2.10.1", "cyclonedx-bom==7.5.0")

# What a package's own files say where its metadata says nothing.
SAID_ELSEWHERE = {
    "resvg-py": "MIT",  # its LICENSE
}
SPDX = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "SIL Open Font License 1.1 (OFL-1.1)": "OFL-1.1",
    "The Unlicense (Unlicense)": "Unlicense",
}


def locked(lock: Path = LOCK) -> dict[str, str]:
    """The packages of a lock file and their versions."""
    pinned = re.findall(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", lock.read_text("utf-8"), re.M)
    return dict(pinned)


def licence(package: str) -> str:
    """The licence of an installed package as an SPDX expression, "" where it says none or is not
    installed here (a lock holds those of other systems too)."""
    try:
        about = metadata(package)
    except PackageNotFoundError:
        return ""
    classifiers = about.get_all("Classifier") or []
    named = [each.rpartition("::")[2].strip() for each in classifiers if each.startswith("License")]
    free = (about["License"] or "").strip()
    told = about["License-Expression"] or " OR ".join(SPDX.get(each, each) for each in named)
    if told in ("", "OSI Approved", "OSI Approved OR Apache-2.0"):
        told = SPDX.get(free, free)
    return SAID_ELSEWHERE.get(package) or told


def rows() -> Iterator[str]:
    """A line of the table for each package of the lock that is installed here."""
    for package in locked():
        if told := licence(package):
            yield f"| {package} | {told} |"


def write_page() -> None:
    """Put the table into its page."""
    before, _, rest = PAGE.read_text("utf-8").partition(f"{BEGIN}\n")
    _, _, after = rest.partition(END)
    table = "\n".join(("| package | licence |", "|---|---|", *rows()))
    PAGE.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", "utf-8")


def program(name: str) -> str:
    """The path of a program that is installed apart, made at its first use."""
    found = APART / "bin" / name
    if not found.exists():
        venv.create(APART, with_pip=True, clear=True)
        python = str(APART / "bin" / "python")
        subprocess.run([python, "-m", "pip", "install", "-q", *PROGRAMS], check=True)
    return str(found)


def sbom(to: Path) -> int:
    """Write a bill of materials of all that runs beside our own code."""
    project = str(ROOT / "pyproject.toml")
    options = ("--pyproject", project, "--output-reproducible", "--short-PURLs", str(LOCK))
    command = [program("cyclonedx-py"), "requirements", *options]
    bill = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    to.write_text(json.dumps(with_licences(bill), indent=2, ensure_ascii=False), "utf-8")
    print(f"{to}: {len(bill['components'])} components")
    return 0


def with_licences(bill: dict[str, Any]) -> dict[str, Any]:
    """A bill of materials (CycloneDX) in which each component names its licence."""
    for component in bill["components"]:
        component.pop("description", None)
        if told := licence(component["name"]):
            component["licenses"] = [{"expression": told}]
    return bill


def advisories() -> int:
    """Ask for known faults of each package; an answer that could not be had is never a good one."""
    command = [program("pip-audit"), "-r", str(LOCK), "--require-hashes", "--disable-pip"]
    options = ("-s", "osv", "-f", "json", "--progress-spinner", "off")
    done = subprocess.run([*command, *options], check=False, capture_output=True, text=True)
    try:
        told = json.loads(done.stdout)
    except ValueError:
        print("Could not tell: the advisories cannot be reached from here.", file=sys.stderr)
        return 2
    code, lines = judged(told, locked())
    print(*lines, sep="\n")
    return code


def judged(told: Mapping[str, Any], wanted: Mapping[str, str]) -> tuple[int, list[str]]:
    """What pip-audit answered about the packages wanted: an exit code and a line for each finding.

    It calls a package that it could not look up "skipped" and ends well all the same; a package of
    which nothing was said is no sound one.
    """
    asked = {each["name"]: each for each in told["dependencies"]}
    faults = [
        f"{name} {each['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions'])}"
        for name, each in asked.items()
        for fault in each.get("vulns", ())
    ]
    untold = [name for name in wanted if "vulns" not in asked.get(name, {})]
    if untold:
        faults.append(f"Could not tell of {len(untold)} of {len(wanted)}: {', '.join(untold)}")
    elif not faults:
        faults.append(f"Nothing known of any of {len(wanted)} packages.")
    found = any(each.get("vulns") for each in asked.values())
    return (1 if found else 2 if untold else 0), faults


def main(given: list[str]) -> int:
    """Do what the command's words say."""
    if given[:1] == ["sbom"] and len(given) == 2:
        return sbom(Path(given[1]))
    if given == ["advisories"]:
        return advisories()
    if given:
        sys.exit(__doc__)
    write_page()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
