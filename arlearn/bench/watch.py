"""What a process costs the machine, and which machine it is. From /proc, so on Linux only."""

import os
import platform
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def family(pid: int) -> Iterator[int]:
    """The process and all that it started, and they."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            yield from family(int(child))


def cpu_seconds(pid: int) -> float:
    """Of the process and all that it started, in user and system mode, since their start."""
    ticks = 0
    for one in family(pid):
        # The name may hold spaces and brackets; the numbers follow its last bracket (proc_pid_stat(5)).
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / TICK


def memory(pid: int) -> int:
    """Resident bytes of the process and all that it started."""
    pages = sum(int(Path(f"/proc/{one}/statm").read_text().split()[1]) for one in family(pid))
    return pages * os.sysconf("SC_PAGE_SIZE")


def cores() -> list[int]:
    """Those that we may run on."""
    return sorted(os.sched_getaffinity(0))


def pin(pid: int, to: list[int]) -> None:
    """To be called right after a process was started: threads and processes that it starts later stay there too."""
    os.sched_setaffinity(pid, to)


def waiting() -> float:
    """Processes that were running or waiting for a core over the last minute, per core."""
    return os.getloadavg()[0] / (os.cpu_count() or 1)


def machine(folder: Path) -> dict[str, str]:
    """What it is; `folder` is where the server's data lies."""
    told = Path("/proc/cpuinfo").read_text()
    name = re.search(r"^model name\s*:\s*(.+)$", told, re.MULTILINE)
    total = re.search(r"^MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text(), re.MULTILINE)
    return {
        "processor": name[1].strip() if name else platform.machine(),
        "cores": str(len(cores())),
        "memory": f"{int(total[1]) / 1024**2:.0f} GB" if total else "unknown",
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "node": said("node", "--version").removeprefix("v"),
        "disk": said("df", "--output=fstype", str(folder)).rpartition("\n")[2],
    }


def said(*command: str) -> str:
    """What a program prints; empty when there is none."""
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=10).stdout.strip()
    except OSError:
        return ""
