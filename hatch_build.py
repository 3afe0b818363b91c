"""Builds the fast form of the data into the wheel, so that an installed casecli never reads YAML at start."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FastForm(BuildHookInterface):  # type: ignore[type-arg]
    """Checks the data and writes its fast form beside it before a wheel is packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Write ``data/fast``; an editable install finds the checkout's own."""
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from casecli.loading.library import make_fast, write_fast  # noqa: PLC0415 - the sources being built

        write_fast(root / "data" / "fast", make_fast(root / "data"))
