"""The process that compiles one document: `python -I typesetter_process.py FOLDER`. It imports nothing of interco.

It lowers its own limits first, leaves the network when the system lets it, then compiles `document.typ` inside FOLDER,
which is all it may read beside the fonts.
"""

import ctypes
import json
import resource
import sys
from pathlib import Path
from typing import Any, Literal

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]


def lower_limits(limits: dict[str, int]) -> None:
    """Memory, processor time, size of files, no core dump."""
    megabyte = 1024 * 1024
    for kind, ceiling in (
        (resource.RLIMIT_AS, limits["memory_mb"] * megabyte),
        (resource.RLIMIT_CPU, limits["seconds"]),
        (resource.RLIMIT_FSIZE, limits["output_mb"] * megabyte),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (ceiling, ceiling))


def leave_the_network() -> None:
    """A network of one's own, empty, where the kernel allows it; the templates ask for nothing outside anyway."""
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "unshare") and libc.unshare(CLONE_NEWNET) != 0:
        libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)


def main(folder: Path) -> int:
    """Compile, or say on the error output why not."""
    order: dict[str, Any] = json.loads((folder / "order.json").read_text(encoding="utf-8"))
    leave_the_network()
    lower_limits(order["limits"])
    import typst  # noqa: PLC0415 - under the limits

    try:
        typst.compile(
            str(folder / "document.typ"), output=str(folder / "document.pdf"), root=str(folder), format="pdf",
            font_paths=[order["fonts"]], ignore_system_fonts=True, pdf_standards=[*STANDARDS],
            package_path=str(folder / "none"), package_cache_path=str(folder / "none"), timestamp=order["timestamp"],
        )  # fmt: skip
    except typst.TypstError as error:
        sys.stderr.write(f"{error}\n{getattr(error, 'diagnostic', '')}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
