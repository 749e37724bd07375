"""A Debian as its installer leaves it, in a folder: only what README says is installed there, then
the demo, the tests, the wheel, a first setup and the systemd units are tried in it, one after the
other, with a stopwatch.

    python -m tools.fresh_debian FOLDER                 the tests of the servers alone
    python -m tools.fresh_debian FOLDER --whole         every test

It needs root and debootstrap; mirror, trust and proxies are those of this machine's apt and pip.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from core.ground.paths import ROOT

SUITE = "bookworm"
HOME = "/home/ada"
SOURCE = f"{HOME}/cocarde"
SAMPLE = "tests/mail/servers tests/cocarde/test_setup.py tests/ground/test_store.py"
# What a machine may need to say to reach packages at all; passed on as it is.
LENT = re.compile(
    r"(?i)^(https?_proxy|no_proxy|pip_.*|ssl_cert_.*|requests_ca_bundle|node_extra.*)$"
)
AUTHORITIES = Path("usr/local/share/ca-certificates")


@dataclass
class FreshDebian:
    """The Debian in `root`, and how long each step in it took."""

    root: Path
    seconds: list[tuple[str, float]] = field(default_factory=list)

    def step(self, name: str, script: str, *, user: str = "root", given: str = "") -> str:
        """Run a shell script inside, as this user, in namespaces that end with it; gives what it
        printed. Raises `RuntimeError` with the end of that where it fails."""
        begun = time.monotonic()
        mounts = (
            f"mount -t proc proc {self.root}/proc; mount --rbind /dev {self.root}/dev; "
            f"mount -t tmpfs shm {self.root}/dev/shm; mount -t tmpfs tmp {self.root}/tmp; "
            f'chmod 1777 {self.root}/dev/shm {self.root}/tmp; exec chroot "$@"'
        )
        inside = ["/bin/su", "-s", "/bin/bash", user, "-c", f"set -euo pipefail; {script}"]
        command = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-ec", mounts]
        done = subprocess.run(
            [*command, "sh", str(self.root), *inside],
            input=given, text=True, check=False, env=lent(),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{name}: exit {done.returncode}\n{done.stdout[-4000:]}")
        self.took(name, begun)
        return done.stdout

    def took(self, name: str, begun: float) -> None:
        """Note how long a step took, and say it."""
        self.seconds.append((name, time.monotonic() - begun))
        print(f"{self.seconds[-1][1]:7.1f} s  {name}", flush=True)


def main(given: Namespace) -> int:
    debian = FreshDebian(given.folder.resolve())
    if not given.go_on:
        make(debian)
    debian.step("what README says: apt-get install", said_in_readme())
    bring_source(debian)
    told = debian.step("python3 run.py, by a pipe", f"cd {SOURCE}; python3 run.py", user="ada",
                       given="Python avancé\n/quit\n")  # fmt: skip
    expect(told, "Python avancé")
    if not given.go_on:  # else the servers are there
        left_out = debian.step(
            "python3 run.py test, as a user without the servers",
            f"cd {SOURCE}; python3 run.py test tests/mail/servers/test_postman.py",
            user="ada",
        )
        expect(left_out, "Left out:", "sudo apt-get install")
    selected = "" if given.whole else SAMPLE
    tests = debian.step(
        f"python3 run.py test {selected}".strip(),
        f"cd {SOURCE}; CI=true python3 run.py test {selected}",
    )
    print(f"           {tests.strip().splitlines()[-1]}")
    try_wheel(debian)
    first = debian.step(
        "a badge in a real mailbox, from setup on",
        f"cd {SOURCE}; export PYTHONPATH=$PWD; .venv/bin/python -m tools.first_badge"
        " --command /opt/cocarde/bin/cocarde",
    )
    print("".join(f"           {line}\n" for line in first.splitlines()), end="")
    try_units(debian)
    total = sum(seconds for _, seconds in debian.seconds)
    print(f"{total:7.1f} s  in all")
    return 0


def make(debian: FreshDebian) -> None:
    """The base system from this machine's mirror, with its authorities and its sources of apt."""
    begun, root = time.monotonic(), debian.root
    if root.exists() and any(root.iterdir()):
        sys.exit(f"{root} holds something: name a folder that is empty or not there yet.")
    root.mkdir(parents=True, exist_ok=True)
    mirror = next(origin for origin, suite, _ in sources() if suite == SUITE)
    order("debootstrap", "--variant=minbase", "--include=ca-certificates", SUITE, str(root), mirror)
    lines = [f"deb {origin} {suite} {component}\n" for origin, suite, component in sources()]
    (root / "etc/apt/sources.list").write_text("".join(lines))
    shutil.copytree(f"/{AUTHORITIES}", root / AUTHORITIES, dirs_exist_ok=True)
    policy = root / "usr/sbin/policy-rc.d"
    policy.write_text("#!/bin/sh\nexit 101\n")  # invoke-rc.d(8): start no service in here
    policy.chmod(0o755)
    for name in ("etc/resolv.conf", "etc/hosts"):
        shutil.copy(f"/{name}", root / name)
    debian.took("debootstrap", begun)
    debian.step(
        "an account",
        "update-ca-certificates >/dev/null; useradd -m -s /bin/bash ada; apt-get update -q",
    )


def sources() -> Iterator[tuple[str, str, str]]:
    """Address, suite and component of each of Debian's own sources that apt knows here."""
    wanted = ["Created-By: Packages", "Origin: Debian"]
    form = "$(REPO_URI) $(CODENAME) $(COMPONENT)"
    done = order("apt-get", "indextargets", "--format", form, *wanted)
    for line in dict.fromkeys(done.splitlines()):
        address, suite, component = line.split()
        if suite.startswith(SUITE):
            yield address, suite, component


def lent() -> dict[str, str]:
    """The environment inside: a bare one, and what this machine needs to reach packages."""
    passed = {name: value for name, value in os.environ.items() if LENT.match(name)}
    return {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", **passed}


def said_in_readme() -> str:
    """The line of README that installs what Cocarde needs on Debian."""
    found = re.search(r"`(apt-get install [a-z0-9. -]+)`", (ROOT / "README.md").read_text())
    assert found, "README names no `apt-get install …`"
    return f"DEBIAN_FRONTEND=noninteractive {found[1]} -y -q --no-install-recommends >/dev/null"


def bring_source(debian: FreshDebian) -> None:
    """The working copy as `git clone` would bring it, with what is not committed yet."""
    place = debian.root / SOURCE[1:]
    names = order("git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "-z")
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, place / name)
    debian.step("the source tree", f"chown -R ada: {SOURCE}")


def try_wheel(debian: FreshDebian) -> None:
    """The wheel as docs/operating.md installs it, a setup by a file, a start until it is ready."""
    debian.step(
        "the wheel, in a place of its own",
        f"python3 -m venv /opt/cocarde-1; ln -sfn cocarde-1 /opt/cocarde; cd {SOURCE};"
        " /opt/cocarde/bin/pip -q install --require-hashes -r requirements.lock;"
        " /opt/cocarde/bin/pip -q install --no-deps .;"
        " id -u cocarde >/dev/null 2>&1"
        " || useradd --system --home-dir /var/lib/cocarde --create-home cocarde",
    )
    answers = 'public_url = "http://127.0.0.1:8917"\nmanager = "nour@cocarde.test"\n'
    told = debian.step(
        "cocarde setup, check and run, until /readyz answers",
        "cd ~; export COCARDE_HOME=$HOME COCARDE_LISTEN=127.0.0.1:8917;"
        " export PATH=/opt/cocarde/bin:$PATH; cocarde setup --answers - >/dev/null; cocarde check;"
        f" cocarde run & python3 -c {shlex.quote(READY)}; kill %1; wait %1",
        user="cocarde", given=answers,
    )  # fmt: skip
    expect(told, "Nothing is wrong.", "ready")


READY = """
import time, urllib.request
for _ in range(300):
    try:
        urllib.request.urlopen("http://127.0.0.1:8917/readyz")
        print("ready")
        break
    except OSError:
        time.sleep(0.1)
"""


def try_units(debian: FreshDebian) -> None:
    """The systemd units, verified by a systemd that finds the command where they say."""
    units = f"{SOURCE}/deploy/systemd"
    told = debian.step(
        "systemd-analyze verify",
        "DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends systemd"
        f" >/dev/null; cp {units}/* /etc/systemd/system/; mkdir -p /var/backups/cocarde;"
        " cd /etc/systemd/system; systemd-analyze verify ./cocarde.service ./cocarde@bot.service"
        " ./cocarde-backup.service ./cocarde-backup.timer;"
        " for unit in cocarde.service cocarde@.service cocarde-backup.service; do"
        " systemd-analyze security --offline=true ./$unit | tail -1; done",
    )
    print(
        "".join(f"           {line}\n" for line in told.splitlines() if "exposure" in line), end=""
    )


def expect(told: str, *words: str) -> None:
    """Raise `AssertionError` unless all these words were printed."""
    for word in words:
        assert word in told, f"{word!r} was not said:\n{told[-3000:]}"


def order(*command: str) -> str:
    """Run a command of this machine; gives what it printed."""
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr[-2000:] or done.stdout[-2000:]}")
    return done.stdout


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--whole", action="store_true", help="every test, not only the servers'")
    parser.add_argument(
        "--go-on", action="store_true", help="in the Debian that FOLDER holds already"
    )
    sys.exit(main(parser.parse_args()))
