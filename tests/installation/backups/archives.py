"""Writing backups that somebody tampered with and sealed again."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from interco.installation.services.sealed_zip import writing

Change = Callable[[dict[str, Any], dict[str, bytes]], None]


def manifest_of(source: Path) -> dict[str, Any]:
    """The manifest of a backup, read with the standard library alone."""
    with zipfile.ZipFile(source) as archive:
        found: dict[str, Any] = json.loads(archive.read("manifest.json"))
    return found


def rewritten(source: Path, target: Path, change: Change) -> Path:
    """The same backup after `change(manifest, members)`, under a seal that holds."""
    with zipfile.ZipFile(source) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members.pop("manifest.json"))
    change(manifest, members)
    with writing(target) as writer:
        for name, content in members.items():
            with writer.member(name) as write:
                write(content)
        with writer.member("manifest.json") as write:
            write(json.dumps(manifest).encode())
    return target
